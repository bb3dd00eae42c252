package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A slip: one small change of a sample, as it happens to people. */
final class Mutation {
    private final SplittableRandom random;
    private final Dialect dialect;
    private final MeetingIdioms meetings;
    /** Blocks until the one that is changed. */
    private int countdown;

    Mutation(SplittableRandom random, Dialect dialect) {
        this.random = random;
        this.dialect = dialect;
        this.meetings = new MeetingIdioms(random, dialect);
    }

    Sample mutate(Sample sample) {
        int index = random.nextInt(sample.routines().size());
        Routine routine = sample.routines().get(index);
        if (dialect == Dialect.MONITORS && random.nextInt(10) == 0) {
            return sample.with(index, otherwiseSynchronized(routine));
        }
        countdown = random.nextInt(blocks(routine.body()));
        return sample.with(index, routine.with(inBlocks(routine.body(), routine)));
    }

    private static Routine otherwiseSynchronized(Routine routine) {
        return switch (routine.role()) {
            case PLAIN -> routine.as(Sample.Role.SYNCHRONIZED);
            case SYNCHRONIZED -> routine.as(Sample.Role.PLAIN);
            case STATIC_SYNCHRONIZED, STATIC_GIVEN_OBJECT, TEMPLATE, WRAPPER, GIVEN_OBJECT, GIVEN_CONDITION -> routine;
        };
    }

    private static int blocks(List<Stmt> block) {
        int number = 1;
        for (Stmt stmt : block) {
            for (List<Stmt> inner : stmt.blocks()) {
                number += blocks(inner);
            }
        }
        return number;
    }

    private List<Stmt> inBlocks(List<Stmt> block, Routine routine) {
        if (countdown-- == 0) {
            return changed(block, routine);
        }
        List<Stmt> same = new ArrayList<>();
        for (Stmt stmt : block) {
            same.add(stmt.withBlocks(inner -> inBlocks(inner, routine)));
        }
        return same;
    }

    private List<Stmt> changed(List<Stmt> block, Routine routine) {
        List<Stmt> changed = new ArrayList<>(block);
        if (changed.isEmpty()) {
            changed.add(extra(routine));
            return changed;
        }
        int at = random.nextInt(changed.size());
        Stmt stmt = changed.get(at);
        switch (random.nextInt(10)) {
            case 0, 1 -> changed.remove(at);
            case 2 -> changed.add(at, stmt);
            case 3 -> {
                if (at > 0) {
                    changed.set(at, changed.get(at - 1));
                    changed.set(at - 1, stmt);
                }
            }
            case 4 -> changed.set(at, other(stmt));
            case 5 -> changed.add(random.nextInt(changed.size() + 1), extra(routine));
            case 6 -> changed.set(at, Stmt.of(new Stmt.If(new Cond.Chance(), List.of(stmt), List.of())));
            case 7 -> unwrap(changed, at);
            case 8 -> {
                if (at > 0 && stmt.form() instanceof Stmt.Try guarded) {
                    List<Stmt> body = new ArrayList<>(guarded.body());
                    body.add(0, changed.remove(at - 1));
                    changed.set(at - 1, Stmt.of(new Stmt.Try(body, guarded.clauses(), guarded.last())));
                }
            }
            default -> changed.set(at, stmt.withCond(Cond::negated));
        }
        return changed;
    }

    private Half half() {
        return dialect.halves().get(random.nextInt(dialect.halves().size()));
    }

    /** Another number of permits; the same of a lock. */
    private Amount amount(Half half, Amount amount) {
        if (!half.isPermit()) {
            return Amount.ONE;
        }
        return switch (random.nextInt(4)) {
            case 0 -> Amount.of(1 + random.nextInt(3));
            case 1 -> Amount.N;
            default -> amount;
        };
    }

    private Stmt other(Stmt stmt) {
        Half half = half();
        Stmt.Form form = stmt.form();
        if (form instanceof Stmt.Acquire acquire) {
            return Stmt.of(
                    random.nextBoolean()
                            ? new Stmt.Acquire(half, acquire.interruptibly(), amount(half, acquire.amount()))
                            : new Stmt.Drop(acquire.half(), random.nextInt(4) == 0, acquire.amount()));
        }
        if (form instanceof Stmt.Release release) {
            return Stmt.of(new Stmt.Release(half, amount(half, release.amount())));
        }
        if (form instanceof Stmt.Through through) {
            return Stmt.of(new Stmt.Through(through.door(), half, through.take()));
        }
        if (form instanceof Stmt.Bind bind) {
            return Stmt.of(new Stmt.Bind(half, bind.take(), bind.reference()));
        }
        if (form instanceof Stmt.Submit submit) {
            return half.isPermit() ? Stmt.of(new Stmt.Submit(half, submit.amount(), submit.works())) : stmt;
        }
        if (form instanceof Stmt.Keep keep) {
            return Stmt.of(new Stmt.Keep(keep.helper(), !keep.automatic(), keep.body()));
        }
        if (form instanceof Stmt.Await || form instanceof Stmt.Wake) {
            return Stmt.of(meetings.any());
        }
        if (form instanceof Stmt.Pass pass) {
            return Stmt.of(new Stmt.Pass(pass.helper(), meetings.anySpot()));
        }
        if (form instanceof Stmt.Synchronized block) {
            return Stmt.of(new Stmt.Synchronized(meetings.anySpot(), block.body()));
        }
        if (form instanceof Stmt.Break) {
            return Stmt.of(new Stmt.Continue());
        }
        if (form instanceof Stmt.Continue) {
            return Stmt.of(new Stmt.Break());
        }
        if (form instanceof Stmt.Call call) {
            return Stmt.of(new Stmt.Call(call.failure() == null ? Failure.UNCHECKED : null));
        }
        return form instanceof Stmt.If when ? Stmt.of(exchanged(when)) : stmt;
    }

    private static Stmt.If exchanged(Stmt.If when) {
        List<Stmt> otherwise = when.then();
        return new Stmt.If(when.cond(), when.otherwise(), otherwise);
    }

    private Stmt extra(Routine routine) {
        Half half = half();
        return Stmt.of(
                switch (random.nextInt(dialect == Dialect.LOCKS ? 6 : dialect.waits() ? 10 : 8)) {
                    case 0 -> new Stmt.Return(routine.answers() ? new Cond.Constant(random.nextBoolean()) : null);
                    case 1 -> new Stmt.Throw(Failure.UNCHECKED);
                    case 2 -> new Stmt.Acquire(half, false, amount(half, Amount.ONE));
                    case 3 -> new Stmt.Release(half, amount(half, Amount.ONE));
                    case 4 -> new Stmt.Drop(half, false);
                    case 6 -> new Stmt.Bump();
                    case 7 -> half.isPermit() ? new Stmt.Drain(half) : new Stmt.Call(Failure.UNCHECKED);
                    case 8, 9 -> meetings.any();
                    default -> new Stmt.Call(Failure.UNCHECKED);
                });
    }

    private static void unwrap(List<Stmt> block, int at) {
        Stmt stmt = block.get(at);
        if (stmt.form() instanceof Stmt.Try guarded) {
            List<Stmt> flat = new ArrayList<>(guarded.body());
            flat.addAll(guarded.last() == null ? List.of() : guarded.last());
            block.remove(at);
            block.addAll(at, flat);
        } else if (stmt.form() instanceof Stmt.If when) {
            block.remove(at);
            block.addAll(at, when.then());
        } else if (stmt.form() instanceof Stmt.Synchronized inside) {
            block.remove(at);
            block.addAll(at, inside.body());
        }
    }
}
