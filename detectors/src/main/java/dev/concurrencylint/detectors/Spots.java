package dev.concurrencylint.detectors;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Spot;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Summaries;
import java.util.Optional;

/** Tells instructions of one line apart, so that they can be found in the source. */
final class Spots {
    private static final String CONSTRUCTOR = "<init>";

    /** Lambdas in lambdas beyond it are not followed; nobody writes as many. */
    private static final int DEEPEST = 8;

    private final Summaries summaries;

    /** Kind and name: what counts as the same. */
    private record Word(Spot.Kind kind, String name) {}

    Spots(Summaries summaries) {
        this.summaries = summaries;
    }

    /** Which instruction of its line it is. */
    Spot of(Body body, int at) {
        return of(body.code(), at, lambda(body.method(), DEEPEST));
    }

    private static Spot of(Code code, int index, Optional<Spot> lambda) {
        int at = code.at(index) instanceof Instruction.Allocate made ? constructed(code, index, made.type()) : index;
        Word word = word(code.at(at));
        int line = code.line(at);
        // A lambda is not always on its line: compilers leave it on that of what came before.
        boolean onAnyLine = word.kind() == Spot.Kind.LAMBDA;
        int ordinal = 0;
        int count = 0;
        for (int i = 0; i < code.size(); i++) {
            if ((onAnyLine || code.line(i) == line) && word(code.at(i)).equals(word)) {
                ordinal += i < at ? 1 : 0;
                count++;
            }
        }
        return new Spot(word.kind(), word.name(), line, ordinal, count, lambda);
    }

    /** The call of the constructor of what is made there; in between, its arguments may make others of its kind. */
    private static int constructed(Code code, int made, String type) {
        int open = 0;
        for (int i = made; i < code.size(); i++) {
            if (code.at(i) instanceof Instruction.Allocate other && other.type().equals(type)) {
                open++;
            } else if (code.at(i) instanceof Instruction.Call call
                    && call.method().name().equals(CONSTRUCTOR)
                    && call.method().owner().equals(type)) {
                open--;
                if (open == 0) {
                    return i;
                }
            }
        }
        return made;
    }

    private static Word word(Instruction instruction) {
        if (instruction instanceof Instruction.Call call) {
            return call.method().name().equals(CONSTRUCTOR)
                    ? new Word(Spot.Kind.NEW, simple(call.method().owner()))
                    : new Word(Spot.Kind.CALL, call.method().name());
        }
        if (instruction instanceof Instruction.MakeLambda) {
            return new Word(Spot.Kind.LAMBDA, "");
        }
        if (instruction instanceof Instruction.EnterMonitor) {
            return new Word(Spot.Kind.MONITOR, "");
        }
        if (instruction instanceof Instruction.ReadField read) {
            return new Word(Spot.Kind.READ, read.field().name());
        }
        if (instruction instanceof Instruction.WriteField write) {
            return new Word(Spot.Kind.WRITE, write.field().name());
        }
        if (instruction instanceof Instruction.Return) {
            return new Word(Spot.Kind.RETURN, "");
        }
        if (instruction instanceof Instruction.Throw) {
            return new Word(Spot.Kind.THROW, "");
        }
        return new Word(Spot.Kind.OTHER, "");
    }

    /** The class's name as {@code new} has it: {@code Inner} for {@code pkg/Outer$Inner} and {@code pkg/Outer$1Inner}; empty if it has none. */
    private static String simple(String type) {
        String name = type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$', type.length() - 2)) + 1);
        int start = 0;
        while (start < name.length() && Character.isDigit(name.charAt(start))) {
            start++;
        }
        return name.substring(start);
    }

    /** What makes the lambda whose body the method is. */
    private Optional<Spot> lambda(MethodInfo method, int depth) {
        if (!method.isSynthetic() || depth == 0) {
            return Optional.empty();
        }
        MethodInfo maker = summaries.maker(method);
        Body body = maker == null ? null : summaries.body(maker);
        if (maker == null || body == null) {
            return Optional.empty();
        }
        MethodRef ref = method.ref();
        for (int at = 0; at < body.code().size(); at++) {
            if (body.code().at(at) instanceof Instruction.MakeLambda made
                    && made.body().equals(ref)) {
                return Optional.of(of(body.code(), at, lambda(maker, depth - 1)));
            }
        }
        return Optional.empty();
    }
}
