package dev.concurrencylint.program;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/** Which classes mention a member: a hash table of chains, without an object for each of the hundreds of thousands of mentions. */
final class MentionIndex {
    private static final int NONE = -1;

    private final List<ClassInfo> classes;
    private final int[] heads;
    private final int[] next;
    private final int[] hashes;
    private final int[] owners;

    /** @param classes in the order in which they are to be given */
    MentionIndex(Collection<ClassInfo> classes) {
        this.classes = List.copyOf(classes);
        int size = 0;
        for (ClassInfo type : this.classes) {
            size += type.mentions().size();
        }
        heads = new int[Integer.highestOneBit(size + 1) * 2];
        Arrays.fill(heads, NONE);
        next = new int[size];
        hashes = new int[size];
        owners = new int[size];
        int entry = 0;
        for (int i = this.classes.size() - 1; i >= 0; i--) { // a chain begins with what came last
            Mentions mentions = this.classes.get(i).mentions();
            for (int k = 0; k < mentions.size(); k++) {
                int slot = slot(mentions.get(k));
                hashes[entry] = mentions.get(k);
                owners[entry] = i;
                next[entry] = heads[slot];
                heads[slot] = entry++;
            }
        }
    }

    private int slot(int hash) {
        return (hash ^ hash >>> 15) & heads.length - 1;
    }

    List<ClassInfo> of(int hash) {
        List<ClassInfo> found = new ArrayList<>();
        int last = NONE;
        for (int entry = heads[slot(hash)]; entry != NONE; entry = next[entry]) {
            if (hashes[entry] == hash && owners[entry] != last) {
                last = owners[entry];
                found.add(classes.get(last));
            }
        }
        return found;
    }
}
