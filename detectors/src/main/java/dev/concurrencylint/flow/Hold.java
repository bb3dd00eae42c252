package dev.concurrencylint.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/**
 * How often a synchroniser is held more than at the method's entry. Below zero: released more often than taken here.
 *
 * @param unsure the count is not known for sure; sticky, and never reported
 * @param sites where the holds were taken, or, below zero, given back; instruction indices, sorted
 */
record Hold(int count, boolean unsure, List<Integer> sites) {
    /** Past this the count is no longer exact. */
    static final int MOST = 3;

    static final Hold UNSURE = new Hold(0, true, List.of());

    Hold {
        sites = List.copyOf(sites);
    }

    boolean isHeld() {
        return unsure || count > 0;
    }

    boolean isExactly(int sign) {
        return !unsure && Integer.signum(count) == sign;
    }

    Hold plus(int delta, int site) {
        if (unsure) {
            return this;
        }
        int sum = count + delta;
        if (Math.abs(sum) > MOST) {
            return new Hold(0, true, sites);
        }
        TreeSet<Integer> all = new TreeSet<>(sites);
        if (Integer.signum(count) != Integer.signum(sum)) {
            all.clear();
        }
        if (sum != 0 && Integer.signum(sum) == Integer.signum(delta)) {
            all.add(site);
        }
        return new Hold(sum, false, new ArrayList<>(all));
    }

    Hold withSitesOf(Hold other) {
        if (sites.equals(other.sites)) {
            return this;
        }
        TreeSet<Integer> all = new TreeSet<>(sites);
        all.addAll(other.sites);
        return new Hold(count, unsure, new ArrayList<>(all));
    }

    boolean sameCount(Hold other) {
        return count == other.count && unsure == other.unsure;
    }
}
