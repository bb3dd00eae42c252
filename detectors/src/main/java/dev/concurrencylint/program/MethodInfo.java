package dev.concurrencylint.program;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import java.lang.reflect.Modifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the index knows of a method without its code.
 *
 * @param ref with the declaring class as owner
 * @param declared internal names of the exceptions it declares
 * @param calls in the order of the code
 * @param bodies methods that lambdas and method references made here run
 * @param thrown what {@code throw new …} and {@code throw call()} throw out of the method, with the catching handlers taken off
 * @param written fields that it writes
 * @param getter its field, if it only returns one
 * @param returns whether it has any return instruction; one that has none always throws or never ends
 * @param size the number of instructions
 */
public record MethodInfo(
        MethodRef ref,
        int access,
        List<String> declared,
        List<CallSite> calls,
        List<MethodRef> bodies,
        List<String> thrown,
        List<FieldRef> written,
        @Nullable Getter getter,
        boolean returns,
        int size)
        implements Comparable<MethodInfo> {

    public boolean isStatic() {
        return Modifier.isStatic(access);
    }

    public boolean isPrivate() {
        return Modifier.isPrivate(access);
    }

    public boolean isPublic() {
        return Modifier.isPublic(access);
    }

    public boolean isFinal() {
        return Modifier.isFinal(access);
    }

    public boolean isAbstract() {
        return Modifier.isAbstract(access);
    }

    public boolean isNative() {
        return Modifier.isNative(access);
    }

    public boolean isSynthetic() {
        return (access & 0x1000) != 0;
    }

    public boolean isConstructor() {
        return ref.name().equals("<init>");
    }

    public boolean hasCode() {
        return !isAbstract() && !isNative();
    }

    /** Visible to the same callers: public, protected, package-private and private are told apart. */
    public int visibility() {
        return access & (Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE);
    }

    /** By class, name and descriptor. */
    @Override
    public int compareTo(MethodInfo other) {
        int order = ref.owner().compareTo(other.ref.owner());
        if (order == 0) {
            order = ref.name().compareTo(other.ref.name());
        }
        return order == 0 ? ref.descriptor().compareTo(other.ref.descriptor()) : order;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MethodInfo method && ref.equals(method.ref);
    }

    @Override
    public int hashCode() {
        return ref.hashCode();
    }

    @Override
    public String toString() {
        return ref.toString();
    }
}
