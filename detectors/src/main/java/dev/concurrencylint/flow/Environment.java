package dev.concurrencylint.flow;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.models.Completion;
import dev.concurrencylint.models.Delivery;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.program.Getter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the analysis of a method asks about the world outside the method; what is answered already is that nothing is known. */
public interface Environment {
    /** The operation on a lock that the call is, or null. */
    @Nullable
    LockOperation lockOperation(MethodRef method);

    /** Where the analysis is not of holds but of objects that somebody waits for: what becomes of those; null where it is of holds. */
    default @Nullable Debts debts() {
        return null;
    }

    /** Whether a thread that holds a lock of the type may take it again. Internal name. */
    boolean isReentrant(String type);

    /** Whether the call's answer depends on its operands only. */
    boolean isPure(MethodRef method);

    /** Whether the call answers its first argument. */
    boolean isIdentity(MethodRef method);

    /** Whether the call gives back what the thread holds while it waits for another one. */
    default boolean waits(MethodRef method) {
        return false;
    }

    /** Whether the call tells if the thread holds the monitor of its argument. */
    default boolean asksForMonitor(MethodRef method) {
        return false;
    }

    /** The field that the call only reads, of its first argument if it is not static; null for other calls. */
    default @Nullable Getter getter(CallKind kind, MethodRef method) {
        return null;
    }

    /** What calls to the method do to holds, where there is something to say. */
    Effect effect(CallKind kind, MethodRef method);

    /** The same of a call that is given lambdas which change holds; null where the callee is not known. */
    default @Nullable Bound bound(CallKind kind, MethodRef method, List<Bound.Given> given) {
        return null;
    }

    /** Whether the method has no code, so that a lambda may implement it. */
    default boolean isAbstract(MethodRef method) {
        return false;
    }

    /** What a call of the method on an object of exactly that class runs; null where that is not known. Internal name. */
    default @Nullable MethodRef implementation(String type, MethodRef method) {
        return null;
    }

    /** Whether the object on which the method is called may be put where other code finds it. */
    default boolean keepsReceiver(CallKind kind, MethodRef method) {
        return true;
    }

    /** Whether the constructor does nothing with the parameter but to keep it in a field of the new object; the object itself is 0. */
    default boolean isOnlyKept(MethodRef constructor, int parameter) {
        return false;
    }

    /** What becomes of functional arguments, and of objects to be run, that the method is given. */
    default Delivery delivery(MethodRef method) {
        return Delivery.KEPT;
    }

    /** What running the body of a lambda or method reference always gives back once for its callers, in its own terms. */
    default List<Value> released(CallKind kind, MethodRef body) {
        return List.of();
    }

    /** What methods without parameters of the class always give back once, in terms of the object, by method. Internal name. */
    default Map<MethodRef, List<Value>> releasedBy(String type) {
        return Map.of();
    }

    /** Whether the type, or one above it, declares the method, too. Internal name. */
    default boolean overrides(MethodRef method, String type) {
        return false;
    }

    /** Whether what the method answers is complete, so that callbacks run at once. */
    default boolean isCompleted(MethodRef maker) {
        return false;
    }

    /** Whether a lock of that kind, taken by that method, belongs to the thread that took it. */
    default boolean isThreadOwned(LockKind lock, MethodRef taker) {
        return false;
    }

    /** What running the body of a lambda or method reference may take or give back. */
    Lost changes(CallKind kind, MethodRef body);

    /** Whether running the body of a lambda or method reference takes permits, or gives them back, for others. */
    default boolean changesPermits(CallKind kind, MethodRef body) {
        return false;
    }

    /** The permits that running the body of a lambda or method reference gives back for others, in its own terms. */
    List<Value.Permits> givenBack(CallKind kind, MethodRef body);

    /** The permits that methods of objects of the class give back for others, in terms of the object. Internal name. */
    List<Value.Permits> givenBackBy(String type);

    /** After what end of something else the method runs its functional arguments; null for any end, and for at once. */
    @Nullable
    Completion runsAfter(MethodRef method);

    /** The fields in which the constructor keeps its parameters, by the parameter's index; the object itself is 0. */
    Map<FieldRef, Integer> keptParameters(MethodRef constructor);

    /** What may plausibly leave the call. */
    List<Exceptional> exceptions(CallKind kind, MethodRef method);

    /** What may leave a call whose failure the calling code prepares for. */
    List<Exceptional> exceptionsPreparedFor(CallKind kind, MethodRef method);

    /** The unchecked exceptions of the method's contract, as far as a model tells them: internal names, sorted. */
    List<String> uncheckedOf(MethodRef method);

    /** Whether running the call may write the field, as far as is known: false for final fields and for the platform's code. */
    boolean mayWrite(CallKind kind, MethodRef method, FieldRef field);

    /** Whether the field keeps its first value. */
    boolean isStable(FieldRef field);

    /** The field, named by the class that declares it. */
    FieldRef resolve(FieldRef field);

    /** Whether the static field is a constant of an enum: an object that no other field names. */
    boolean isEnumConstant(FieldRef field);

    /** What a field always is, in terms of its object as parameter 0; null where that is not known. */
    @Nullable
    Value definition(FieldRef field);

    /** Whether exceptions of one type are of another, too. Internal names. */
    boolean isSubtype(String type, String ancestor);

    /** Whether exceptions of the type are too rare to follow. */
    boolean isRare(String exception);

    /** Whether the class is one of the program under analysis. Internal name. */
    boolean isOfProgram(String type);

    /** Whether the field's lock is made by its class for this field, so that no other field has it to begin with. */
    boolean isOwnLock(FieldRef field);

    /** Whether objects of the type are locks or give locks. The descriptor is a field's. */
    boolean isLock(String descriptor);

    /** Whether the class is part of the platform, whose methods give back no lock of ours. */
    boolean isPlatform(MethodRef method);

    /**
     * Whether the platform's method runs the functional object that it is given, and lets out what that throws. What is just an object to
     * the method is kept.
     *
     * @param operand the index among the operands, the receiver first if there is one
     */
    boolean passesExceptions(CallKind kind, MethodRef method, int operand);
}
