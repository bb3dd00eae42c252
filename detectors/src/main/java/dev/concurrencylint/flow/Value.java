package dev.concurrencylint.flow;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a register holds, named by where it comes from. Equal values are the same object, or the same number, in one activation and
 * between two redefinitions. Positions ({@code at}) are instruction indices.
 *
 * <p>What the analysis compares most writes out its equality: what records bring takes long until it is compiled.
 */
public sealed interface Value {
    /** Deeper access paths name nothing. */
    int DEEPEST = 7;

    /** A call's result that is told by more is named by its place alone, so that what it leads to can still be named. */
    int DEEPEST_RESULT = 5;

    record Int(int value) implements Value {
        @Override
        public String toString() {
            return Integer.toString(value);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Int that && value == that.value;
        }

        @Override
        public int hashCode() {
            return value;
        }
    }

    record Null() implements Value {
        @Override
        public String toString() {
            return "null";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Null;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** Any other constant, told apart by its text. */
    record Literal(String text) implements Value {
        @Override
        public String toString() {
            return text;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Literal that && text.equals(that.text);
        }

        @Override
        public int hashCode() {
            return text.hashCode();
        }
    }

    /** @param index counts the receiver, where there is one, as 0 */
    record Parameter(int index) implements Value {
        @Override
        public String toString() {
            return "p" + index;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Parameter that && index == that.index;
        }

        @Override
        public int hashCode() {
            return index;
        }
    }

    /** @param object null for a static field */
    record Field(@Nullable Value object, FieldRef field) implements Value {
        @Override
        public String toString() {
            return (object == null ? field.owner() : object) + "." + field.name();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Field that
                            && field.equals(that.field)
                            && (object == null ? that.object == null : object.equals(that.object));
        }

        @Override
        public int hashCode() {
            return field.hashCode() * 31 + (object == null ? 0 : object.hashCode());
        }

        @Override
        public List<Value> parts() {
            return object == null ? List.of() : List.of(object);
        }
    }

    record Element(Value array, Value index) implements Value {
        @Override
        public String toString() {
            return array + "[" + index + "]";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Element that && array.equals(that.array) && index.equals(that.index);
        }

        @Override
        public int hashCode() {
            return array.hashCode() * 31 + index.hashCode();
        }

        @Override
        public List<Value> parts() {
            return List.of(array, index);
        }
    }

    /** A half of a read-write lock. */
    record View(Value lock, boolean write) implements Value {
        @Override
        public String toString() {
            return lock + (write ? ".write" : ".read");
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof View that && write == that.write && lock.equals(that.lock);
        }

        @Override
        public int hashCode() {
            return lock.hashCode() * 2 + (write ? 1 : 0);
        }

        @Override
        public List<Value> parts() {
            return List.of(lock);
        }
    }

    /** So many permits of a semaphore. */
    record Permits(Value semaphore, Value amount) implements Value {
        @Override
        public String toString() {
            return amount + " of " + semaphore;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Permits that && amount.equals(that.amount) && semaphore.equals(that.semaphore);
        }

        @Override
        public int hashCode() {
            return semaphore.hashCode() * 31 + amount.hashCode();
        }

        @Override
        public List<Value> parts() {
            return List.of(semaphore, amount);
        }
    }

    /**
     * Permits that are given back if what is waited for ends in one way, and stay taken if it ends in the other.
     *
     * @param failure whether a failure is the end that keeps them
     */
    record Awaiting(Value permits, boolean failure) implements Value {
        @Override
        public String toString() {
            return permits + (failure ? " unless it succeeds" : " unless it fails");
        }

        @Override
        public List<Value> parts() {
            return List.of(permits);
        }
    }

    /**
     * What the call at that position returned.
     *
     * @param arguments the receiver first
     */
    record Result(int at, MethodRef method, List<Value> arguments) implements Value {
        public Result {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String toString() {
            return method.name() + arguments + "@" + at;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Result that
                            && at == that.at
                            && method.equals(that.method)
                            && arguments.equals(that.arguments);
        }

        @Override
        public int hashCode() {
            return at < 0
                    ? method.hashCode() * 31 + arguments.hashCode()
                    : at * 31 + method.name().hashCode();
        }

        @Override
        public List<Value> parts() {
            return arguments;
        }
    }

    record Fresh(int at, String type) implements Value {
        @Override
        public String toString() {
            return "new " + type + "@" + at;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Fresh that && at == that.at && type.equals(that.type);
        }

        @Override
        public int hashCode() {
            return at;
        }
    }

    /** @param kind how the body is called */
    record Lambda(int at, CallKind kind, MethodRef body, List<Value> captured) implements Value {
        public Lambda {
            captured = List.copyOf(captured);
        }

        @Override
        public List<Value> parts() {
            return captured;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Lambda that
                            && at == that.at
                            && kind.equals(that.kind)
                            && body.equals(that.body)
                            && captured.equals(that.captured);
        }

        @Override
        public int hashCode() {
            int hash = at;
            hash = 31 * hash + kind.hashCode();
            hash = 31 * hash + body.hashCode();
            hash = 31 * hash + captured.hashCode();
            return hash;
        }
    }

    /** Different values of one register, met at that position. */
    record Merged(int at, int register) implements Value {
        @Override
        public String toString() {
            return "r" + register + "@" + at;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Merged that && at == that.at && register == that.register;
        }

        @Override
        public int hashCode() {
            return at * 1009 + register;
        }
    }

    /** The exception that the handler at that position caught. */
    record Caught(int at) implements Value {
        @Override
        public String toString() {
            return "caught@" + at;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Caught that && at == that.at;
        }

        @Override
        public int hashCode() {
            return at * 37;
        }
    }

    /** A function of other values. */
    record Computed(String operator, Value left, @Nullable Value right) implements Value {
        @Override
        public String toString() {
            return "(" + operator + " " + left + (right == null ? "" : " " + right) + ")";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Computed that
                            && operator.equals(that.operator)
                            && left.equals(that.left)
                            && (right == null ? that.right == null : right.equals(that.right));
        }

        @Override
        public int hashCode() {
            return operator.hashCode() * 31 + left.hashCode();
        }

        @Override
        public List<Value> parts() {
            return right == null ? List.of(left) : List.of(left, right);
        }
    }

    /** Something of which nothing is known but where it was made. */
    record Opaque(int at) implements Value {
        @Override
        public String toString() {
            return "?@" + at;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof Opaque that && at == that.at;
        }

        @Override
        public int hashCode() {
            return at * 31;
        }
    }

    /** Whether the synchroniser was held when the method was entered: zero for no. */
    record HeldAtEntry(Value lock) implements Value {
        @Override
        public String toString() {
            return "held(" + lock + ")";
        }

        @Override
        public List<Value> parts() {
            return List.of(lock);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return this == other || other instanceof HeldAtEntry that && lock.equals(that.lock);
        }

        @Override
        public int hashCode() {
            return lock.hashCode();
        }
    }

    /** In comparisons: one of several constants, sorted by their text. */
    record OneOf(List<Value> constants) implements Value {
        public OneOf {
            constants = List.copyOf(constants);
        }
    }

    /** In effects of a call: the object that the call returns. */
    record Returned() implements Value {
        @Override
        public String toString() {
            return "returned";
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Returned;
        }

        @Override
        public int hashCode() {
            return 0;
        }
    }

    /** Itself, or something unknown where it is too deep to be a name. */
    default Value bounded(int at) {
        int most = this instanceof Result ? DEEPEST_RESULT : DEEPEST;
        return depth(this) > most ? new Opaque(at) : this;
    }

    private static int depth(Value value) {
        int deepest = 0;
        for (Value part : value.parts()) {
            deepest = Math.max(deepest, depth(part));
        }
        return deepest + 1;
    }

    /** The values that it is made of. */
    default List<Value> parts() {
        return List.of();
    }

    /** Whether it, or a value that it is made of, passes. */
    default boolean mentions(Predicate<Value> wanted) {
        if (wanted.test(this)) {
            return true;
        }
        List<Value> parts = parts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).mentions(wanted)) {
                return true;
            }
        }
        return false;
    }

    /**
     * The value with the function applied to every part, from the outside in; where it changes a value its parts are left alone.
     *
     * @param function gives what it does not change as it is, not an equal value
     */
    default Value rewrite(UnaryOperator<Value> function) {
        Value mapped = function.apply(this);
        if (mapped != this) {
            return mapped;
        }
        List<Value> parts = parts();
        List<Value> rewritten = null;
        for (int i = 0; i < parts.size(); i++) {
            Value part = parts.get(i);
            Value other = part.rewrite(function);
            if (other != part) {
                rewritten = rewritten == null ? new ArrayList<>(parts) : rewritten;
                rewritten.set(i, other);
            }
        }
        return rewritten == null ? this : with(rewritten);
    }

    /** The same of other parts, as many as it has. */
    private Value with(List<Value> parts) {
        if (this instanceof Field field) {
            return new Field(parts.get(0), field.field());
        }
        if (this instanceof Element) {
            return new Element(parts.get(0), parts.get(1));
        }
        if (this instanceof View view) {
            return new View(parts.get(0), view.write());
        }
        if (this instanceof Permits) {
            return new Permits(parts.get(0), parts.get(1));
        }
        if (this instanceof Awaiting awaiting) {
            return new Awaiting(parts.get(0), awaiting.failure());
        }
        if (this instanceof HeldAtEntry) {
            return new HeldAtEntry(parts.get(0));
        }
        if (this instanceof Result result) {
            return new Result(result.at(), result.method(), parts);
        }
        if (this instanceof Lambda lambda) {
            return new Lambda(lambda.at(), lambda.kind(), lambda.body(), parts);
        }
        if (this instanceof Computed computed) {
            return new Computed(computed.operator(), parts.get(0), parts.size() > 1 ? parts.get(1) : null);
        }
        throw new IllegalStateException(this + " has no parts");
    }

    /** The value as an expression, whatever the position of its calls: two calls of one getter look the same. */
    default Value look() {
        return rewriteResults(this);
    }

    private static Value rewriteResults(Value value) {
        return value.tellsPosition() ? value.rewrite(Value::withoutPosition) : value;
    }

    /** Whether it is made of a call's result that is named by its position, so that it is not its own look. */
    default boolean tellsPosition() {
        if (this instanceof Result result && result.at() >= 0) {
            return true;
        }
        List<Value> parts = parts();
        for (int i = 0; i < parts.size(); i++) {
            if (parts.get(i).tellsPosition()) {
                return true;
            }
        }
        return false;
    }

    private static Value withoutPosition(Value value) {
        if (value instanceof Result result && result.at() >= 0) {
            List<Value> arguments = new ArrayList<>();
            result.arguments().forEach(argument -> arguments.add(rewriteResults(argument)));
            return new Result(-1, result.method(), arguments);
        }
        return value;
    }

    /** The position that defines it, or -1: for constants, parameters and paths from them. */
    default int definedAt() {
        if (this instanceof Result result) {
            return result.at();
        }
        if (this instanceof Fresh fresh) {
            return fresh.at();
        }
        if (this instanceof Lambda lambda) {
            return lambda.at();
        }
        if (this instanceof Merged merged) {
            return merged.at();
        }
        if (this instanceof Caught caught) {
            return caught.at();
        }
        if (this instanceof Opaque opaque) {
            return opaque.at();
        }
        return -1;
    }

    default boolean isConstant() {
        return this instanceof Int || this instanceof Null || this instanceof Literal || this instanceof OneOf;
    }

    /** The object that is held: of a half the lock, of permits the semaphore. */
    default Value synchroniser() {
        return this instanceof View view ? view.lock() : this instanceof Permits permits ? permits.semaphore() : this;
    }

    /** Whether it names an object by a path from parameters and statics: what a caller or another method can name as well. */
    default boolean isPath() {
        if (this instanceof Parameter || this instanceof Literal) {
            return true;
        }
        if (this instanceof Field field) {
            return field.object() == null || field.object().isPath();
        }
        if (this instanceof View view) {
            return view.lock().isPath();
        }
        if (this instanceof Permits permits) {
            return permits.semaphore().isPath()
                    && (permits.amount().isConstant() || permits.amount().isPath());
        }
        if (this instanceof HeldAtEntry held) {
            return held.lock().isPath();
        }
        if (this instanceof Element element) {
            return element.array().isPath()
                    && (element.index() instanceof Int || element.index().isPath());
        }
        return false;
    }
}
