package dev.concurrencylint.flow;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Random parts of a state, made of few values so that they meet. */
final class RandomStates {
    static final int REGISTERS = 5;
    static final FieldRef LOCK = new FieldRef("T", "lock", "Lj;");
    static final FieldRef OTHER = new FieldRef("T", "other", "Lj;");
    static final FieldRef FLAG = new FieldRef("T", "flag", "Z");

    private static final MethodRef ASK = new MethodRef("T", "ask", "()Z");
    private static final MethodRef GIVE = new MethodRef("T", "give", "()LT;");
    private static final Value THIS = new Value.Parameter(0);
    private static final List<Value> LOCKS = List.of(
            new Value.Field(THIS, LOCK),
            new Value.Field(THIS, OTHER),
            new Value.View(new Value.Field(THIS, LOCK), true),
            new Value.Parameter(1));
    private static final List<Value> OBJECTS = List.of(
            new Value.Parameter(1),
            new Value.Field(THIS, LOCK),
            new Value.Null(),
            new Value.Fresh(7, "T"),
            new Value.Result(5, GIVE, List.of(THIS)),
            new Value.Result(6, GIVE, List.of(THIS)));
    private static final List<Value> NUMBERS = List.of(
            new Value.Parameter(2),
            new Value.Field(THIS, FLAG),
            new Value.Int(0),
            new Value.Int(1),
            new Value.Opaque(8),
            new Value.HeldAtEntry(new Value.Field(THIS, LOCK)),
            new Value.Result(3, ASK, List.of(THIS)),
            new Value.Result(4, ASK, List.of(THIS)));
    private static final List<Integer> BITS = List.of(
            Possible.EQUAL, Possible.DIFFERENT, Possible.LESS, Possible.GREATER, Possible.EQUAL | Possible.LESS);

    private final SplittableRandom random;
    private final List<Value> objects;
    private final List<Value> numbers;

    /** @param lookAlikes whether there are different calls that look the same: what is known of one tells of the other */
    RandomStates(long seed, boolean lookAlikes) {
        this.random = new SplittableRandom(seed);
        this.objects = lookAlikes ? OBJECTS : OBJECTS.subList(0, OBJECTS.size() - 1);
        this.numbers = lookAlikes ? NUMBERS : NUMBERS.subList(0, NUMBERS.size() - 1);
    }

    int below(int bound) {
        return random.nextInt(bound);
    }

    private <T> T pick(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }

    Value value() {
        return random.nextBoolean() ? pick(objects) : pick(numbers);
    }

    Possible possible() {
        return new Possible(pick(BITS), random.nextBoolean());
    }

    Hold hold(int count) {
        List<Integer> sites = new ArrayList<>();
        for (int i = 0; i < Math.abs(count); i++) {
            sites.add(random.nextInt(4));
        }
        return new Hold(count, false, sites);
    }

    Facts facts() {
        Facts facts = new Facts();
        for (int i = random.nextInt(5); i > 0; i--) {
            learn(facts);
        }
        return facts;
    }

    private void learn(Facts facts) {
        switch (random.nextInt(7)) {
            case 0 -> facts.assumeNotNull(pick(objects));
            case 1 -> facts.write(new Value.Field(THIS, FLAG), pick(numbers));
            case 2 -> facts.age(field -> true);
            case 3 ->
                branch(
                        facts,
                        pick(objects),
                        new Value.Null(),
                        random.nextBoolean() ? Possible.EQUAL : Possible.DIFFERENT);
            default -> branch(facts, pick(numbers), pick(numbers), pick(BITS));
        }
    }

    /** As a branch tells: never against what is known for sure. */
    private static void branch(Facts facts, Value left, Value right, int bits) {
        Possible known = facts.compare(left, right);
        int both = known.bits() & bits;
        if (both != 0 || known.stale()) {
            facts.assume(left, right, both == 0 ? bits : both);
        }
    }

    /** An alternative with some holds. */
    Alternative alternative() {
        Alternative made = new Alternative(REGISTERS);
        LOCKS.forEach(lock -> {
            int count = random.nextInt(8) - 5;
            if (count > 0) {
                made.hold(lock, hold(count));
            } else if (count == 0) {
                made.hold(lock, Hold.UNSURE);
            } else if (count == -1) {
                made.hold(lock, hold(-1));
            }
        });
        vary(made);
        return made;
    }

    /** Another alternative with the same holds. */
    Alternative peer(Alternative of) {
        Alternative made = new Alternative(REGISTERS);
        of.holds().forEach(made::hold);
        vary(made);
        of.facts().forEachDecided((left, right, bits) -> {
            if (left instanceof Value.HeldAtEntry) {
                made.facts().assume(left, right, bits);
            }
        });
        return made;
    }

    private void vary(Alternative made) {
        for (int register = 0; register < REGISTERS; register++) {
            if (random.nextInt(4) > 0) {
                made.set(register, value());
            }
        }
        for (int i = random.nextInt(5); i > 0; i--) {
            learn(made.facts());
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            made.discharge(List.of(random.nextInt(4)));
            made.assumeThrowing(random.nextInt(4));
        }
        if (random.nextInt(3) == 0) {
            made.failAttempt(random.nextInt(4));
        }
        if (random.nextInt(3) == 0) {
            Value exception = new Value.Caught(9 + random.nextInt(2));
            made.set(random.nextInt(REGISTERS), exception);
            made.catching(exception, Thrown.of(random.nextBoolean() ? "E" : "F", random.nextInt(4)));
        }
        if (random.nextInt(5) == 0) {
            made.lose(
                    random.nextBoolean()
                            ? Lost.ANYTHING
                            : new Lost(Set.of(new LockKind(LOCK, true, "j", false, null, random.nextBoolean()))));
        }
        if (random.nextInt(5) == 0) {
            made.doubt();
        }
    }
}
