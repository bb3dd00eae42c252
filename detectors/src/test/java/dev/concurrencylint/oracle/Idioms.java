package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How people take a lock and give it back. All are right, or nearly. */
final class Idioms {
    /** What the lock protects; another block each time. */
    interface Body {
        List<Stmt> make();
    }

    /** @param amount how much is taken and given back */
    record Use(Half half, Amount amount) {
        static Use of(Half half) {
            return new Use(half, Amount.ONE);
        }
    }

    private final SplittableRandom random;

    Idioms(SplittableRandom random) {
        this.random = random;
    }

    static Stmt when(Cond cond, List<Stmt> then) {
        return Stmt.of(new Stmt.If(cond, then, List.of()));
    }

    static Stmt guarded(List<Stmt> body, List<Stmt> last) {
        return Stmt.of(new Stmt.Try(body, List.of(), last));
    }

    Stmt acquire(Use use) {
        boolean interruptibly = random.nextInt(100) < (use.half().isPermit() ? 60 : 12);
        return Stmt.of(new Stmt.Acquire(use.half(), interruptibly, use.amount()));
    }

    static Stmt release(Use use) {
        return Stmt.of(new Stmt.Release(use.half(), use.amount()));
    }

    static Stmt answer(boolean answers) {
        return Stmt.of(new Stmt.Return(answers ? new Cond.Constant(false) : null));
    }

    private static Stmt set(int local, Cond value) {
        return Stmt.of(new Stmt.SetLocal(local, value));
    }

    static Stmt tick() {
        return Stmt.of(new Stmt.Call(null));
    }

    List<Stmt> any(Use use, Body body, Cond flag, boolean answers, boolean inLoop) {
        Cond attempt = new Cond.Attempt(use.half(), random.nextInt(100) < 15, use.amount());
        int local = random.nextInt(2);
        Cond stored = new Cond.Local(local);
        Stmt release = release(use);
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> List.of(acquire(use), guarded(body.make(), List.of(release)));
            case 5 -> List.of(acquire(use), tick(), release);
            case 6 -> List.of(when(attempt, List.of(guarded(body.make(), List.of(release)))));
            case 7 ->
                List.of(
                        when(attempt.negated(), List.of(inLoop ? Stmt.of(new Stmt.Continue()) : answer(answers))),
                        guarded(body.make(), List.of(release)));
            case 8 -> List.of(set(local, attempt), guarded(body.make(), List.of(when(stored, List.of(release)))));
            case 9 -> List.of(set(local, attempt), when(stored, List.of(guarded(body.make(), List.of(release)))));
            case 10 -> flagged(use, body, local);
            case 11 -> rethrowing(use, body);
            case 12 -> insideOut(use, body);
            case 13 ->
                List.of(when(flag, List.of(acquire(use))), guarded(body.make(), List.of(when(flag, List.of(release)))));
            case 14 -> asking(use, body);
            case 15 ->
                List.of(
                        Stmt.of(new Stmt.While(attempt.negated(), List.of(tick()))),
                        guarded(body.make(), List.of(release)));
            case 16 -> use.half().isView() ? downgrade(body) : backOff(use, body);
            case 17 ->
                List.of(Stmt.of(new Stmt.While(
                        new Cond.Chance(), List.of(acquire(use), guarded(body.make(), List.of(release))))));
            case 18 ->
                List.of(when(new Cond.Both(flag, attempt, true), List.of(guarded(body.make(), List.of(release)))));
            default ->
                List.of(
                        Stmt.of(new Stmt.SetField(local, new Cond.Constant(true))),
                        acquire(use),
                        guarded(
                                body.make(),
                                List.of(Stmt.of(new Stmt.SetField(local, new Cond.Constant(false))), release)));
        };
    }

    private List<Stmt> flagged(Use use, Body body, int local) {
        List<Stmt> inside = new ArrayList<>();
        inside.add(acquire(use));
        inside.add(set(local, new Cond.Constant(true)));
        inside.addAll(body.make());
        return List.of(
                set(local, new Cond.Constant(false)),
                guarded(inside, List.of(when(new Cond.Local(local), List.of(release(use))))));
    }

    private List<Stmt> rethrowing(Use use, Body body) {
        Stmt.Clause clause = new Stmt.Clause(
                random.nextBoolean() ? Stmt.Caught.RUNTIME : Stmt.Caught.ANY,
                List.of(release(use), Stmt.of(new Stmt.Rethrow())));
        return List.of(acquire(use), Stmt.of(new Stmt.Try(body.make(), List.of(clause), null)), release(use));
    }

    private List<Stmt> insideOut(Use use, Body body) {
        Stmt call = Stmt.of(new Stmt.Call(Failure.UNCHECKED));
        List<Stmt> inside = new ArrayList<>(body.make());
        inside.add(release(use));
        inside.add(
                random.nextInt(3) == 0
                        ? call
                        : guarded(List.of(call), List.of(Stmt.of(new Stmt.Acquire(use.half(), false, use.amount())))));
        if (random.nextInt(3) == 0) {
            inside.add(Stmt.of(new Stmt.Acquire(use.half(), false, use.amount())));
        }
        return List.of(acquire(use), guarded(inside, List.of(release(use))));
    }

    private List<Stmt> asking(Use use, Body body) {
        if (!use.half().tellsHolder()) {
            return List.of(acquire(use), guarded(body.make(), List.of(release(use))));
        }
        List<Stmt> inside = new ArrayList<>();
        inside.add(acquire(use));
        inside.addAll(body.make());
        return List.of(guarded(inside, List.of(when(new Cond.Holds(use.half()), List.of(release(use))))));
    }

    private List<Stmt> downgrade(Body body) {
        return List.of(
                Stmt.of(new Stmt.Acquire(Half.WRITE, false)),
                guarded(
                        List.of(tick(), Stmt.of(new Stmt.Acquire(Half.READ, false))),
                        List.of(release(Use.of(Half.WRITE)))),
                guarded(body.make(), List.of(release(Use.of(Half.READ)))));
    }

    private List<Stmt> backOff(Use use, Body body) {
        Use other = Use.of(other(use.half()));
        List<Stmt> both = List.of(
                when(new Cond.Attempt(other.half(), false), List.of(guarded(body.make(), List.of(release(other))))));
        return List.of(
                when(new Cond.Attempt(use.half(), false, use.amount()), List.of(guarded(both, List.of(release(use))))));
    }

    static Half other(Half half) {
        return switch (half) {
            case A -> Half.C;
            case S -> Half.T;
            case T -> Half.S;
            default -> Half.A;
        };
    }
}
