package dev.concurrencylint.threads;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Summaries;
import java.util.BitSet;
import java.util.List;

/** What code does about an interrupt, besides telling people of it. */
final class Reactions {
    private static final int DEPTH = 3;
    private static final String THREAD = "java/lang/Thread";

    /** Types of the platform that hold values and text, and tell people; their methods do nothing about a thread. */
    private static final List<String> TELLING = List.of(
            "java/lang/String",
            "java/lang/Object",
            "java/lang/System",
            "java/lang/Class",
            "java/io/Print",
            "java/text/",
            "java/time/",
            "java/util/logging/",
            "java/util/Date",
            "java/util/Objects",
            "java/util/Formatter",
            "java/util/ResourceBundle");

    private static final List<String> NUMBERS =
            List.of("Boolean", "Byte", "Character", "Double", "Float", "Integer", "Long", "Short", "Math");

    private final Summaries summaries;

    Reactions(Summaries summaries) {
        this.summaries = summaries;
    }

    /** Whether a thread is interrupted at one of the places, or by what is called there. */
    boolean restores(Code code, BitSet places) {
        return places.stream()
                .anyMatch(at -> code.at(at) instanceof Call call && restores(call.kind(), call.method(), DEPTH));
    }

    private boolean restores(CallKind kind, MethodRef method, int depth) {
        if (method.name().equals("interrupt") && summaries.program().isSubtype(method.owner(), THREAD)) {
            return true;
        }
        if (depth == 0) {
            return false;
        }
        for (MethodInfo target : summaries.graph().targets(kind, method)) {
            for (CallSite site : target.calls()) {
                if (restores(site.kind(), site.method(), depth - 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether anything is done at one of the places that is more than telling people. */
    boolean reacts(Code code, BitSet places) {
        return places.stream()
                .anyMatch(at -> code.at(at) instanceof WriteField
                        || code.at(at) instanceof WriteElement
                        || code.at(at) instanceof Call call && reacts(call));
    }

    private boolean reacts(Call call) {
        return !isTelling(call.method()) && !isQuestion(call) && !isOnlyTelling(call.kind(), call.method(), DEPTH);
    }

    /** It asks for something and uses the answer: for a message. */
    private static boolean isQuestion(Call call) {
        return call.arguments().isEmpty()
                && call.resultUsed()
                && !call.method().returnType().equals("V");
    }

    private boolean isTelling(MethodRef method) {
        String owner = method.owner();
        return summaries.isRare(method)
                || owner.startsWith("java/lang/") && NUMBERS.contains(owner.substring("java/lang/".length()))
                || owner.equals(THREAD) && !method.returnType().equals("V")
                || TELLING.stream().anyMatch(owner::startsWith)
                || summaries.program().isSubtype(owner, "java/lang/Throwable");
    }

    /** Whether all that the call may run only tells people. */
    private boolean isOnlyTelling(CallKind kind, MethodRef method, int depth) {
        List<MethodInfo> targets = depth == 0 ? List.of() : summaries.graph().targets(kind, method);
        return !targets.isEmpty()
                && targets.stream()
                        .allMatch(target -> target.hasCode()
                                && target.written().isEmpty()
                                && target.thrown().isEmpty()
                                && target.calls().stream()
                                        .allMatch(site -> isTelling(site.method())
                                                || isOnlyTelling(site.kind(), site.method(), depth - 1)));
    }
}
