package dev.concurrencylint.summaries;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.flow.Debts;
import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.Environment;
import dev.concurrencylint.flow.Lost;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.Completion;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.program.Getter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Answers the flow analysis where it follows objects that somebody waits for, and no locks. */
final class OwedWorld implements Environment {
    private final World world;
    private final Debts debts;

    OwedWorld(World world, Debts debts) {
        this.world = world;
        this.debts = debts;
    }

    @Override
    public Debts debts() {
        return debts;
    }

    @Override
    public @Nullable LockOperation lockOperation(MethodRef method) {
        return null;
    }

    @Override
    public boolean isReentrant(String type) {
        return false;
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
    public @Nullable Getter getter(CallKind kind, MethodRef method) {
        return world.getter(kind, method);
    }

    @Override
    public Effect effect(CallKind kind, MethodRef method) {
        return world.effect(kind, method) instanceof Effect.NeverReturns ? Effect.NEVER_RETURNS : Effect.NONE;
    }

    @Override
    public boolean isAbstract(MethodRef method) {
        return world.isAbstract(method);
    }

    @Override
    public @Nullable MethodRef implementation(String type, MethodRef method) {
        return world.implementation(type, method);
    }

    @Override
    public Lost changes(CallKind kind, MethodRef body) {
        return Lost.NOTHING;
    }

    @Override
    public List<Value.Permits> givenBack(CallKind kind, MethodRef body) {
        return List.of();
    }

    @Override
    public List<Value.Permits> givenBackBy(String type) {
        return List.of();
    }

    @Override
    public @Nullable Completion runsAfter(MethodRef method) {
        return world.runsAfter(method);
    }

    @Override
    public Map<FieldRef, Integer> keptParameters(MethodRef constructor) {
        return Map.of();
    }

    @Override
    public List<Exceptional> exceptions(CallKind kind, MethodRef method) {
        return world.exceptions(kind, method);
    }

    @Override
    public List<Exceptional> exceptionsPreparedFor(CallKind kind, MethodRef method) {
        return world.exceptionsPreparedFor(kind, method);
    }

    @Override
    public List<String> uncheckedOf(MethodRef method) {
        return world.uncheckedOf(method);
    }

    @Override
    public boolean mayWrite(CallKind kind, MethodRef method, FieldRef field) {
        return world.mayWrite(kind, method, field);
    }

    @Override
    public boolean isStable(FieldRef field) {
        return world.isStable(field);
    }

    @Override
    public FieldRef resolve(FieldRef field) {
        return world.resolve(field);
    }

    @Override
    public boolean isEnumConstant(FieldRef field) {
        return world.isEnumConstant(field);
    }

    @Override
    public @Nullable Value definition(FieldRef field) {
        return null;
    }

    @Override
    public boolean isSubtype(String type, String ancestor) {
        return world.isSubtype(type, ancestor);
    }

    @Override
    public boolean isRare(String exception) {
        return world.isRare(exception);
    }

    @Override
    public boolean isOfProgram(String type) {
        return world.isOfProgram(type);
    }

    @Override
    public boolean isOwnLock(FieldRef field) {
        return false;
    }

    @Override
    public boolean isLock(String descriptor) {
        return false;
    }

    @Override
    public boolean isPlatform(MethodRef method) {
        return world.isPlatform(method);
    }

    @Override
    public boolean passesExceptions(CallKind kind, MethodRef method, int operand) {
        return world.passesExceptions(kind, method, operand);
    }
}
