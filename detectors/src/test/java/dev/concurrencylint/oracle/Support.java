package dev.concurrencylint.oracle;

import java.util.Map;
import java.util.TreeMap;

/** The classes beside a sample's own: what it calls, and what its guards are. javac compiles them whatever compiles the sample. */
final class Support {
    private static final String LOCK = "java.util.concurrent.locks.Lock";
    private static final String SEMAPHORE = "java.util.concurrent.Semaphore";

    private Support() {}

    /** The simple name of the interface. */
    static String door(Sample sample, Stmt.Door door) {
        return sample.name() + "_" + door.type();
    }

    private static void doors(Sample sample, Map<String, String> texts) {
        String taking = " { it." + "%s(); }";
        for (Stmt.Door door : Stmt.Door.values()) {
            String type = door(sample, door);
            texts.put(type, "package samples; public interface " + type + " { " + doors("", ";", ";") + "}");
            texts.put(type + "First", implementation(type, type + "First", taking));
            if (door != Stmt.Door.ONE) {
                String body = door == Stmt.Door.UNLIKE ? " { }" : taking;
                texts.put(type + "Second", implementation(type, type + "Second", body));
            }
        }
    }

    private static String implementation(String type, String name, String body) {
        return "package samples; public final class " + name + " implements " + type + " { "
                + doors("public ", body, body) + "}";
    }

    private static String doors(String modifiers, String take, String give) {
        return method(modifiers + "void take(" + LOCK + " it)", take, "lock")
                + method(modifiers + "void give(" + LOCK + " it)", give, "unlock")
                + method(modifiers + "void take(" + SEMAPHORE + " it)", take, "acquireUninterruptibly")
                + method(modifiers + "void give(" + SEMAPHORE + " it)", give, "release");
    }

    private static String method(String signature, String body, String operation) {
        return signature + body.replace("%s", operation) + " ";
    }

    /** Sources of the sample's interfaces and guards, by simple name. Their names begin with the sample's. */
    static Map<String, String> of(Sample sample) {
        Map<String, String> texts = new TreeMap<>();
        if (sample.has(Stmt.Through.class)) {
            doors(sample, texts);
        }
        if (sample.routines().stream().anyMatch(routine -> routine.role() == Sample.Role.WRAPPER)) {
            String closing = closing(sample);
            texts.put(
                    closing,
                    "package samples; public interface " + closing
                            + " extends AutoCloseable { @Override void close(); }");
            texts.put(lockGuard(sample), guard(lockGuard(sample), closing, LOCK, "unlock"));
            texts.put(permitGuard(sample), guard(permitGuard(sample), closing, SEMAPHORE, "release"));
        }
        return texts;
    }

    private static String guard(String name, String closing, String type, String operation) {
        return "package samples; public final class " + name + " implements " + closing + " { private final " + type
                + " it; public " + name + "(" + type + " it) { this.it = it; } @Override public void close() { it."
                + operation + "(); } }";
    }

    /** Whose class that is: the sample's own, or of one of its guards. */
    static String owner(String simpleName) {
        int end = simpleName.indexOf('_');
        return end < 0 ? simpleName : simpleName.substring(0, end);
    }

    static String closing(Sample sample) {
        return sample.name() + "_Closing";
    }

    static String lockGuard(Sample sample) {
        return sample.name() + "_LockGuard";
    }

    static String permitGuard(Sample sample) {
        return sample.name() + "_PermitGuard";
    }

    /** The task as an expression. */
    static String task(Sample sample, Stmt.Post post) {
        String object = post.spot().text(sample);
        String operation = post.wake().operation();
        String call = object + "." + operation + "();";
        Half half = post.spot().half();
        return switch (post.task()) {
            case REFERENCE -> object + "::" + operation;
            case LAMBDA -> "() -> { " + call + " }";
            case UNDER ->
                half == null
                        ? "() -> { synchronized (" + object + ") { " + call + " } }"
                        : "() -> { " + half.text() + ".lock(); try { " + call + " } finally { " + half.text()
                                + ".unlock(); } }";
        };
    }

    /** What takes one, or gives one back. */
    static String operation(Half half, boolean take) {
        if (half.isPermit()) {
            return take ? "acquireUninterruptibly" : "release";
        }
        return take ? "lock" : "unlock";
    }

    /** The guard as an expression. */
    static String guard(Sample sample, Stmt.Hand hand) {
        Half half = hand.half();
        String operation = operation(half, false);
        return switch (hand.guard()) {
            case OBJECT ->
                "new " + (half.isPermit() ? permitGuard(sample) : lockGuard(sample)) + "(" + half.text() + ")";
            case LAMBDA -> "() -> " + half.text() + "." + operation + "()";
            case REFERENCE -> half.text() + "::" + operation;
        };
    }
}
