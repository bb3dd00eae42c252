package dev.concurrencylint.oracle;

import static dev.concurrencylint.oracle.Idioms.guarded;
import static dev.concurrencylint.oracle.Idioms.release;
import static dev.concurrencylint.oracle.Idioms.when;

import dev.concurrencylint.oracle.Idioms.Body;
import dev.concurrencylint.oracle.Idioms.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** What people do with semaphores only. Most are right; some are the slips that have a rule of their own. */
final class PermitIdioms {
    private final SplittableRandom random;
    private final Idioms idioms;

    PermitIdioms(SplittableRandom random, Idioms idioms) {
        this.random = random;
        this.idioms = idioms;
    }

    /** An amount: mostly one, or the number that the method is given. */
    Amount amount() {
        int kind = random.nextInt(20);
        if (kind < 11) {
            return Amount.ONE;
        }
        if (kind < 15) {
            return Amount.of(2 + random.nextInt(2));
        }
        return kind < 19 ? Amount.N : new Amount(Amount.Variable.N, 1);
    }

    List<Stmt> any(Use use, Body body, boolean answers) {
        Use other = new Use(Idioms.other(use.half()), random.nextInt(3) == 0 ? amount() : Amount.ONE);
        return switch (random.nextInt(12)) {
            case 0 ->
                List.of(
                        Stmt.of(new Stmt.Drain(use.half())),
                        guarded(body.make(), List.of(release(new Use(use.half(), Amount.DRAINED)))));
            case 1 -> {
                Stmt inner = guarded(body.make(), List.of(release(other)));
                yield List.of(
                        idioms.acquire(use), guarded(List.of(idioms.acquire(other), inner), List.of(release(use))));
            }
            case 2 ->
                List.of(
                        idioms.acquire(use),
                        idioms.acquire(other),
                        guarded(body.make(), List.of(release(other), release(use))));
            case 3, 4 ->
                List.of(
                        when(attempt(use).negated(), List.of(Idioms.tick(), idioms.acquire(use))),
                        guarded(body.make(), List.of(release(use))));
            case 5 ->
                List.of(when(attempt(use), List.of(idioms.acquire(use), guarded(body.make(), List.of(release(use))))));
            case 6 -> apart(use, body);
            case 7 ->
                List.of(
                        when(attempt(use).negated(), List.of(Idioms.answer(answers))),
                        when(attempt(other).negated(), List.of(release(use), Idioms.answer(answers))),
                        guarded(body.make(), List.of(release(other), release(use))));
            case 8 ->
                List.of(
                        Stmt.of(new Stmt.Drop(use.half(), random.nextInt(100) < 40, use.amount())),
                        guarded(body.make(), List.of(release(use))));
            case 9 ->
                List.of(
                        idioms.acquire(use),
                        when(new Cond.Chance(), List.of(Idioms.answer(answers))),
                        Idioms.tick(),
                        release(use));
            case 10 ->
                List.of(idioms.acquire(use), guarded(body.make(), List.of(release(new Use(use.half(), amount())))));
            default ->
                List.of(
                        idioms.acquire(use),
                        when(attempt(other).negated(), List.of(release(use), Idioms.answer(answers))),
                        guarded(body.make(), List.of(release(other), release(use))));
        };
    }

    private Cond attempt(Use use) {
        return new Cond.Attempt(use.half(), random.nextInt(100) < 20, use.amount());
    }

    /** Taken together and given back apart, or the other way round. */
    private List<Stmt> apart(Use use, Body body) {
        boolean sized = random.nextBoolean();
        Use one = Use.of(use.half());
        Use more = new Use(use.half(), sized ? new Amount(Amount.Variable.N, 1) : Amount.of(2));
        Use rest = new Use(use.half(), sized ? Amount.N : Amount.ONE);
        if (random.nextBoolean()) {
            return List.of(idioms.acquire(more), guarded(body.make(), List.of(release(rest), release(one))));
        }
        List<Stmt> all = new ArrayList<>();
        all.add(Stmt.of(new Stmt.Acquire(use.half(), false, rest.amount())));
        all.add(Stmt.of(new Stmt.Acquire(use.half(), false, Amount.ONE)));
        all.add(guarded(body.make(), List.of(release(more))));
        return all;
    }
}
