package dev.concurrencylint.code;

import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.Writing;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntPredicate;

/** Where the value that an instruction makes is read, followed through the registers that it is copied to. */
public final class Uses {
    private record Place(int at, int register) {}

    private Uses() {}

    /** Whether any instruction that reads the value made at that position passes. */
    public static boolean any(Code code, int made, IntPredicate wanted) {
        if (!(code.at(made) instanceof Writing writing) || writing.to() == Instruction.NONE) {
            return false;
        }
        Set<Place> seen = new HashSet<>();
        Deque<Place> open = new ArrayDeque<>();
        code.normalSuccessors(made).forEach(next -> open.push(new Place(next, writing.to())));
        while (!open.isEmpty()) {
            Place place = open.pop();
            if (!seen.add(place)) {
                continue;
            }
            Instruction instruction = code.at(place.at());
            boolean reads = Reads.of(instruction).contains(place.register());
            if (reads && wanted.test(place.at())) {
                return true;
            }
            List<Integer> next = code.normalSuccessors(place.at());
            if (reads && instruction instanceof Copy copy) {
                next.forEach(at -> open.push(new Place(at, copy.to())));
            }
            boolean overwritten = instruction instanceof Writing other && other.to() == place.register();
            if (!overwritten) {
                next.forEach(at -> open.push(new Place(at, place.register())));
            }
            if (place.register() < code.locals()) {
                code.handlers().stream()
                        .filter(handler -> handler.covers(place.at()))
                        .forEach(handler -> open.push(new Place(handler.target(), place.register())));
            }
        }
        return false;
    }
}
