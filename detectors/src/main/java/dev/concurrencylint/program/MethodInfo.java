package dev.concurrencylint.program;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A method as the index keeps it. What it knows of the code is read when it is first asked for.
 *
 * @param ref with the declaring class as owner
 * @param declared internal names of the exceptions it declares
 * @param monitors its synchronized statements
 * @param body gives the same at every call
 */
public record MethodInfo(MethodRef ref, int access, List<String> declared, Monitors monitors, Supplier<MethodBody> body)
        implements Comparable<MethodInfo> {

    /** The calls in the order of the code. */
    public List<CallSite> calls() {
        return body.get().calls();
    }

    /** The methods that lambdas and method references made here run. */
    public List<MethodRef> bodies() {
        return body.get().bodies();
    }

    /** The types of what {@code throw} throws out of the method. */
    public List<String> thrown() {
        return body.get().thrown();
    }

    /** The fields that it reads. */
    public List<FieldRef> read() {
        return body.get().read();
    }

    /** The fields that it writes. */
    public List<FieldRef> written() {
        return body.get().written();
    }

    /** The fields that it writes and into which it only puts objects that it has just made. */
    public List<FieldRef> made() {
        return body.get().made();
    }

    /** Its field, if it only returns one. */
    public @Nullable Getter getter() {
        return body.get().getter();
    }

    /** Whether it has any return instruction. */
    public boolean returns() {
        return body.get().returns();
    }

    /** The number of instructions. */
    public int size() {
        return body.get().size();
    }

    public boolean isStatic() {
        return Modifier.isStatic(access);
    }

    public boolean isPrivate() {
        return Modifier.isPrivate(access);
    }

    public boolean isPublic() {
        return Modifier.isPublic(access);
    }

    public boolean isSynchronized() {
        return Modifier.isSynchronized(access);
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

    /** Whether it initialises its class. */
    public boolean isStaticInitialiser() {
        return ref.name().equals("<clinit>");
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
