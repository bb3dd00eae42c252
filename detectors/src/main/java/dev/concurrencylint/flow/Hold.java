package dev.concurrencylint.flow;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How often a synchroniser is held more than at the method's entry. Below zero: released more often than taken here.
 *
 * @param unsure the count is not known for sure; sticky, and never reported
 * @param sites where the holds were taken, or, below zero, given back; instruction indices, in the order of taking
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
        if (sum < -MOST) {
            return this; // far below is below
        }
        if (sum > MOST) {
            return new Hold(0, true, sites);
        }
        List<Integer> left = new ArrayList<>(sites);
        if (Math.abs(sum) < Math.abs(count)) {
            left.remove(0);
        } else {
            left.add(site);
        }
        return new Hold(sum, false, left);
    }

    /** The site that a step back towards zero settles: the one that was first. */
    List<Integer> first() {
        return sites.subList(0, Math.min(1, sites.size()));
    }

    /** Of holds that were taken at different places, the earlier ones in the code. */
    Hold withSitesOf(Hold other) {
        if (sites.equals(other.sites)) {
            return this;
        }
        List<Integer> earlier = new ArrayList<>();
        for (int i = 0; i < Math.max(sites.size(), other.sites.size()); i++) {
            int mine = i < sites.size() ? sites.get(i) : Integer.MAX_VALUE;
            int theirs = i < other.sites.size() ? other.sites.get(i) : Integer.MAX_VALUE;
            earlier.add(Math.min(mine, theirs));
        }
        return new Hold(count, unsure, earlier);
    }

    boolean sameCount(Hold other) {
        return count == other.count && unsure == other.unsure;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Hold that
                        && count == that.count
                        && unsure == that.unsure
                        && sites.equals(that.sites);
    }

    @Override
    public int hashCode() {
        return (count * 31 + Boolean.hashCode(unsure)) * 31 + sites.hashCode();
    }
}
