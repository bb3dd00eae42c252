package dev.concurrencylint.rules;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

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

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof MethodName that
                        && className.equals(that.className)
                        && name.equals(that.name)
                        && descriptor.equals(that.descriptor);
    }

    @Override
    public int hashCode() {
        return (className.hashCode() * 31 + name.hashCode()) * 31 + descriptor.hashCode();
    }
}
