package dev.concurrencylint.summaries;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.facts.Likelihood;
import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.Environment;
import dev.concurrencylint.flow.Lost;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Completion;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.Program;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Answers the flow analysis where a method is only observed: what would take the code of other methods is answered as unknown, but for
 * the effects of those that take or give back locks. It costs a fraction, and what is seen does not depend on it but in rare ways.
 */
final class OneMethod implements Environment {
    private static final List<Exceptional> ANYTHING =
            List.of(new Exceptional("java/lang/Throwable", Likelihood.ASSUMED));

    private final Program program;
    private final World world;
    private final Set<String> lockUsers;
    private final List<Exceptional> failures;

    /** @param lockUsers the names of methods that change what their callers hold */
    OneMethod(Program program, World world, Set<String> lockUsers) {
        this(program, world, lockUsers, ANYTHING);
    }

    private OneMethod(Program program, World world, Set<String> lockUsers, List<Exceptional> failures) {
        this.failures = failures;
        this.program = program;
        this.world = world;
        this.lockUsers = Set.copyOf(lockUsers);
    }

    /** The same where no call throws. */
    OneMethod withoutFailures() {
        return new OneMethod(program, world, lockUsers, List.of());
    }

    @Override
    public @Nullable LockOperation lockOperation(MethodRef method) {
        return world.lockOperation(method);
    }

    @Override
    public boolean isReentrant(String type) {
        return world.isReentrant(type);
    }

    @Override
    public boolean isPure(MethodRef method) {
        return world.isPure(method);
    }

    @Override
    public boolean isIdentity(MethodRef method) {
        return world.isIdentity(method);
    }

    @Override
    public Effect effect(CallKind kind, MethodRef method) {
        return lockUsers.contains(method.name()) ? world.effect(kind, method) : Effect.NONE;
    }

    @Override
    public Lost changes(CallKind kind, MethodRef body) {
        return lockUsers.contains(body.name()) ? world.changes(kind, body) : Lost.NOTHING;
    }

    @Override
    public List<Value.Permits> givenBack(CallKind kind, MethodRef body) {
        return List.of(); // permits guard nothing
    }

    @Override
    public List<Value.Permits> givenBackBy(String type) {
        return List.of();
    }

    @Override
    public @Nullable Completion runsAfter(MethodRef method) {
        return null;
    }

    @Override
    public Map<FieldRef, Integer> keptParameters(MethodRef constructor) {
        return Map.of();
    }

    @Override
    public List<Exceptional> exceptions(CallKind kind, MethodRef method) {
        return failures;
    }

    @Override
    public List<Exceptional> exceptionsPreparedFor(CallKind kind, MethodRef method) {
        return failures;
    }

    @Override
    public List<String> uncheckedOf(MethodRef method) {
        return world.uncheckedOf(method);
    }

    @Override
    public boolean mayWrite(CallKind kind, MethodRef method, FieldRef field) {
        return !isStable(field);
    }

    @Override
    public boolean isStable(FieldRef field) {
        FieldInfo info = program.field(field);
        return info != null && info.isFinal();
    }

    @Override
    public FieldRef resolve(FieldRef field) {
        return program.resolve(field);
    }

    @Override
    public @Nullable Value definition(FieldRef field) {
        return isLock(field.descriptor()) ? world.definition(field) : null;
    }

    @Override
    public boolean isSubtype(String type, String ancestor) {
        return program.isSubtype(type, ancestor);
    }

    @Override
    public boolean isRare(String exception) {
        return false;
    }

    @Override
    public boolean isLock(String descriptor) {
        return world.isLock(descriptor);
    }

    @Override
    public boolean isOfProgram(String type) {
        return world.isOfProgram(type);
    }

    @Override
    public boolean isOwnLock(FieldRef field) {
        return world.isOwnLock(field);
    }

    @Override
    public boolean isEnumConstant(FieldRef field) {
        return world.isEnumConstant(field);
    }

    @Override
    public boolean passesExceptions(CallKind kind, MethodRef method, int operand) {
        return world.passesExceptions(kind, method, operand);
    }

    @Override
    public boolean isPlatform(MethodRef method) {
        return world.isPlatform(method);
    }
}
