package dev.concurrencylint.oracle;

import static dev.concurrencylint.oracle.Idioms.guarded;
import static dev.concurrencylint.oracle.Idioms.release;

import dev.concurrencylint.oracle.Idioms.Body;
import dev.concurrencylint.oracle.Idioms.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How people take and give back through functions, guards and interfaces. Most are right. */
final class Indirections {
    private final SplittableRandom random;
    private final Idioms idioms;

    Indirections(SplittableRandom random, Idioms idioms) {
        this.random = random;
        this.idioms = idioms;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    // ---- helpers -----------------------------------------------------------------------------------------

    /** @param wrapper whether the helper returns a guard; it takes a block otherwise */
    List<Stmt> through(int helper, boolean wrapper, Body body) {
        return List.of(Stmt.of(wrapper ? guard(helper, body) : new Stmt.Within(helper, body.make())));
    }

    private Stmt.Form guard(int helper, Body body) {
        Stmt close = Stmt.of(new Stmt.Close());
        int kind = random.nextInt(10);
        if (kind < 4) {
            return new Stmt.Keep(helper, true, body.make());
        }
        if (kind < 7) {
            return new Stmt.Keep(helper, false, List.of(guarded(body.make(), List.of(close))));
        }
        if (kind < 9) {
            List<Stmt> inside = new ArrayList<>(body.make());
            inside.add(kind < 8 ? close : Idioms.when(new Cond.Chance(), List.of(close)));
            return new Stmt.Keep(helper, false, inside);
        }
        return new Stmt.Run(helper, List.of());
    }

    // ---- functions ---------------------------------------------------------------------------------------

    List<Stmt> lambda(Use use, Body body) {
        Half half = use.half();
        if (half.isPermit() && chance(60)) {
            return task(use, body);
        }
        Use one = Use.of(half);
        Stmt later = Stmt.of(new Stmt.Bind(half, false, chance(50)));
        Stmt run = Stmt.of(new Stmt.RunBound());
        return switch (random.nextInt(4)) {
            case 0 -> List.of(later, idioms.acquire(one), guarded(body.make(), List.of(run)));
            case 1 -> List.of(idioms.acquire(one), later, guarded(body.make(), List.of(run)));
            case 2 ->
                List.of(
                        Stmt.of(new Stmt.Bind(half, true, chance(50))),
                        run,
                        guarded(body.make(), List.of(release(one))));
            default -> List.of(idioms.acquire(one), later, Idioms.tick(), run);
        };
    }

    /** A task gives the permits back; where it is refused, somebody else has to. */
    private List<Stmt> task(Use use, Body body) {
        Amount amount = use.amount().of() == Amount.Variable.NOTHING ? use.amount() : Amount.ONE;
        Use known = new Use(use.half(), amount);
        Stmt submit = Stmt.of(new Stmt.Submit(use.half(), amount, chance(50)));
        Stmt.Clause refused =
                new Stmt.Clause(Stmt.Caught.RUNTIME, List.of(release(known), Stmt.of(new Stmt.Rethrow())));
        List<Stmt> inside = new ArrayList<>(chance(40) ? body.make() : List.of());
        inside.add(submit);
        return List.of(
                idioms.acquire(known), chance(60) ? Stmt.of(new Stmt.Try(inside, List.of(refused), null)) : submit);
    }

    // ---- interfaces --------------------------------------------------------------------------------------

    /** The same, with some of what is done to the half done through an interface. */
    List<Stmt> virtual(Half half, List<Stmt> piece) {
        int kind = random.nextInt(10);
        Stmt.Door door = kind < 5 ? Stmt.Door.ONE : kind < 8 ? Stmt.Door.ALIKE : Stmt.Door.UNLIKE;
        return virtual(door, half, piece);
    }

    private List<Stmt> virtual(Stmt.Door door, Half half, List<Stmt> block) {
        List<Stmt> all = new ArrayList<>();
        for (Stmt stmt : block) {
            Stmt changed = stmt;
            if (stmt.form() instanceof Stmt.Acquire acquire
                    && acquire.half() == half
                    && acquire.amount().isOne()) {
                changed = chance(80) ? Stmt.of(new Stmt.Through(door, half, true)) : stmt;
            } else if (stmt.form() instanceof Stmt.Release release
                    && release.half() == half
                    && release.amount().isOne()) {
                changed = chance(80) ? Stmt.of(new Stmt.Through(door, half, false)) : stmt;
            }
            all.add(changed.withBlocks(inner -> virtual(door, half, inner)));
        }
        return all;
    }
}
