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

    private final SplittableRandom random;

    Idioms(SplittableRandom random) {
        this.random = random;
    }

    Stmt when(Cond cond, List<Stmt> then) {
        return Stmt.of(new Stmt.If(cond, then, List.of()));
    }

    Stmt guarded(List<Stmt> body, List<Stmt> last) {
        return Stmt.of(new Stmt.Try(body, List.of(), last));
    }

    private Stmt acquire(Half half) {
        return Stmt.of(new Stmt.Acquire(half, random.nextInt(100) < 12));
    }

    private static Stmt release(Half half) {
        return Stmt.of(new Stmt.Release(half));
    }

    private static Stmt answer(boolean answers) {
        return Stmt.of(new Stmt.Return(answers ? new Cond.Constant(false) : null));
    }

    private static Stmt set(int local, Cond value) {
        return Stmt.of(new Stmt.SetLocal(local, value));
    }

    private Stmt tick() {
        return Stmt.of(new Stmt.Call(null));
    }

    List<Stmt> any(Half half, Body body, Cond flag, boolean answers, boolean inLoop) {
        Cond attempt = new Cond.Attempt(half, random.nextInt(100) < 15);
        int local = random.nextInt(2);
        Cond stored = new Cond.Local(local);
        Stmt release = release(half);
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3, 4 -> List.of(acquire(half), guarded(body.make(), List.of(release)));
            case 5 -> List.of(acquire(half), tick(), release);
            case 6 -> List.of(when(attempt, List.of(guarded(body.make(), List.of(release)))));
            case 7 ->
                List.of(
                        when(attempt.negated(), List.of(inLoop ? Stmt.of(new Stmt.Continue()) : answer(answers))),
                        guarded(body.make(), List.of(release)));
            case 8 -> List.of(set(local, attempt), guarded(body.make(), List.of(when(stored, List.of(release)))));
            case 9 -> List.of(set(local, attempt), when(stored, List.of(guarded(body.make(), List.of(release)))));
            case 10 -> flagged(half, body, local);
            case 11 -> rethrowing(half, body);
            case 12 -> insideOut(half, body);
            case 13 ->
                List.of(
                        when(flag, List.of(acquire(half))),
                        guarded(body.make(), List.of(when(flag, List.of(release)))));
            case 14 -> asking(half, body);
            case 15 ->
                List.of(
                        Stmt.of(new Stmt.While(attempt.negated(), List.of(tick()))),
                        guarded(body.make(), List.of(release)));
            case 16 -> half.isView() ? downgrade(body) : backOff(half, body);
            case 17 ->
                List.of(Stmt.of(new Stmt.While(
                        new Cond.Chance(), List.of(acquire(half), guarded(body.make(), List.of(release))))));
            case 18 ->
                List.of(when(new Cond.Both(flag, attempt, true), List.of(guarded(body.make(), List.of(release)))));
            default ->
                List.of(
                        Stmt.of(new Stmt.SetField(local, new Cond.Constant(true))),
                        acquire(half),
                        guarded(
                                body.make(),
                                List.of(Stmt.of(new Stmt.SetField(local, new Cond.Constant(false))), release)));
        };
    }

    private List<Stmt> flagged(Half half, Body body, int local) {
        List<Stmt> inside = new ArrayList<>();
        inside.add(acquire(half));
        inside.add(set(local, new Cond.Constant(true)));
        inside.addAll(body.make());
        return List.of(
                set(local, new Cond.Constant(false)),
                guarded(inside, List.of(when(new Cond.Local(local), List.of(release(half))))));
    }

    private List<Stmt> rethrowing(Half half, Body body) {
        Stmt.Clause clause = new Stmt.Clause(
                random.nextBoolean() ? Stmt.Caught.RUNTIME : Stmt.Caught.ANY,
                List.of(release(half), Stmt.of(new Stmt.Rethrow())));
        return List.of(acquire(half), Stmt.of(new Stmt.Try(body.make(), List.of(clause), null)), release(half));
    }

    private List<Stmt> insideOut(Half half, Body body) {
        Stmt call = Stmt.of(new Stmt.Call(Failure.UNCHECKED));
        List<Stmt> inside = new ArrayList<>(body.make());
        inside.add(release(half));
        inside.add(
                random.nextInt(3) == 0
                        ? call
                        : guarded(List.of(call), List.of(Stmt.of(new Stmt.Acquire(half, false)))));
        if (random.nextInt(3) == 0) {
            inside.add(Stmt.of(new Stmt.Acquire(half, false)));
        }
        return List.of(acquire(half), guarded(inside, List.of(release(half))));
    }

    private List<Stmt> asking(Half half, Body body) {
        if (!half.tellsHolder()) {
            return List.of(acquire(half), guarded(body.make(), List.of(release(half))));
        }
        List<Stmt> inside = new ArrayList<>();
        inside.add(acquire(half));
        inside.addAll(body.make());
        return List.of(guarded(inside, List.of(when(new Cond.Holds(half), List.of(release(half))))));
    }

    private List<Stmt> downgrade(Body body) {
        return List.of(
                Stmt.of(new Stmt.Acquire(Half.WRITE, false)),
                guarded(List.of(tick(), Stmt.of(new Stmt.Acquire(Half.READ, false))), List.of(release(Half.WRITE))),
                guarded(body.make(), List.of(release(Half.READ))));
    }

    private List<Stmt> backOff(Half half, Body body) {
        Half other = half == Half.A ? Half.C : Half.A;
        List<Stmt> both =
                List.of(when(new Cond.Attempt(other, false), List.of(guarded(body.make(), List.of(release(other))))));
        return List.of(when(new Cond.Attempt(half, false), List.of(guarded(both, List.of(release(half))))));
    }
}
