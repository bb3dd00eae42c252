package dev.concurrencylint.rules;

import java.util.Comparator;

/**
 * A method's full name.
 *
 * @param className binary name with dots: {@code pkg.Type$Inner}
 * @param descriptor JVM descriptor (JVMS §4.3.3)
 */
public record MethodName(String className, String name, String descriptor) implements Comparable<MethodName> {
    private static final Comparator<MethodName> ORDER = Comparator.comparing(MethodName::className)
            .thenComparing(MethodName::name)
            .thenComparing(MethodName::descriptor);

    @Override
    public int compareTo(MethodName other) {
        return ORDER.compare(this, other);
    }

    /** {@code pkg.Type$Inner.method(desc)ret}. */
    @Override
    public String toString() {
        return className + "." + name + descriptor;
    }
}
