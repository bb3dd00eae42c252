package dev.concurrencylint.pools;

import dev.concurrencylint.models.PeriodicModel;
import dev.concurrencylint.program.Program;
import java.util.Collection;
import java.util.Set;

/** What types of exceptions tell of who throws them. Internal names; subtypes are covered. */
final class ExceptionTypes {
    private static final String CHECKED = "java/lang/Exception";
    private static final String UNCHECKED = "java/lang/RuntimeException";
    private static final Set<String> BROAD = Set.of(CHECKED, UNCHECKED, "java/lang/Throwable");

    private static final Set<String> SAYING_LITTLE = Set.of(
            "java/lang/IllegalArgumentException",
            "java/lang/IllegalStateException",
            "java/lang/UnsupportedOperationException",
            "java/util/NoSuchElementException",
            "java/util/ConcurrentModificationException",
            "java/util/EmptyStackException");

    private static final Set<String> CARELESS = Set.of(
            "java/lang/NullPointerException",
            "java/lang/IndexOutOfBoundsException",
            "java/lang/ClassCastException",
            "java/lang/ArithmeticException",
            "java/lang/ArrayStoreException",
            "java/lang/NegativeArraySizeException",
            "java/lang/IllegalMonitorStateException");

    private final Program program;
    private final PeriodicModel model;

    ExceptionTypes(Program program, PeriodicModel model) {
        this.program = program;
        this.model = model;
    }

    private boolean isAmong(String type, Collection<String> types) {
        return types.stream().anyMatch(one -> program.isSubtype(type, one));
    }

    /** Whether it is unchecked, and neither thrown on purpose nor by careless programming. */
    boolean isFailure(String type) {
        return program.isSubtype(type, UNCHECKED) && !isAmong(type, model.meant()) && !isAmong(type, CARELESS);
    }

    /** Whether methods throw it at callers who ask for something wrong, or at the wrong time. */
    boolean saysLittle(String type) {
        return isAmong(type, SAYING_LITTLE);
    }

    /** Whether a handler of the type catches nearly everything. */
    boolean isBroad(String type) {
        return BROAD.contains(type);
    }

    /** Whether a handler of the type deals with no work that failed: with an end that is meant, or with mistakes in the program. */
    boolean isNoWork(String type) {
        return isAmong(type, model.meant()) || isAmong(type, model.unlikely()) || isAmong(type, CARELESS);
    }

    /** Whether it is a checked exception that says what failed. */
    boolean isWork(String type) {
        return program.isSubtype(type, CHECKED)
                && !program.isSubtype(type, UNCHECKED)
                && !type.equals(CHECKED)
                && !isNoWork(type);
    }
}
