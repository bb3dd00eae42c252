package dev.concurrencylint.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** How people wait for one another. Mostly under the monitor or the lock that it takes. */
final class MeetingIdioms {
    private final SplittableRandom random;
    private final Dialect dialect;
    /** The objects whose monitors the block that is made stands under. */
    private final List<Spot> entered = new ArrayList<>();

    MeetingIdioms(SplittableRandom random, Dialect dialect) {
        this.random = random;
        this.dialect = dialect;
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    Spot anySpot() {
        return dialect.spots().get(random.nextInt(dialect.spots().size()));
    }

    /** Whether the block stands under anything that somebody may wait on. */
    boolean isUnderAny(List<Half> held) {
        return dialect.spots().stream().anyMatch(spot -> isUnder(spot, held));
    }

    private boolean isUnder(Spot spot, List<Half> held) {
        Half half = spot.half();
        return half == null ? entered.contains(spot) : held.contains(half);
    }

    /** Mostly one for which everything is held. */
    Spot spot(List<Half> held) {
        List<Spot> fitting =
                dialect.spots().stream().filter(spot -> isUnder(spot, held)).toList();
        return fitting.isEmpty() || chance(12) ? anySpot() : fitting.get(random.nextInt(fitting.size()));
    }

    /** The body runs under the monitor of the object. */
    List<Stmt> under(Spot spot, Idioms.Body body) {
        List<Stmt> inside = entered(spot, body);
        if (chance(10)) {
            Stmt wake = Stmt.of(new Stmt.Wake(spot, chance(50), true));
            inside = List.of(Idioms.guarded(inside, List.of(wake)));
        }
        return List.of(Stmt.of(new Stmt.Synchronized(spot, inside)));
    }

    /** The body as it is where something else enters the monitor. */
    List<Stmt> entered(Spot spot, Idioms.Body body) {
        entered.add(spot);
        List<Stmt> inside = body.make();
        entered.remove(entered.size() - 1);
        return inside;
    }

    /** What the lock protects is over, whoever waits is woken: under the lock, or too late. */
    List<Stmt> waking(Stmt acquire, Half half, Idioms.Body body) {
        List<Spot> fitting =
                dialect.spots().stream().filter(spot -> spot.half() == half).toList();
        Spot spot = fitting.isEmpty() ? anySpot() : fitting.get(random.nextInt(fitting.size()));
        Stmt wake = Stmt.of(new Stmt.Wake(spot, chance(50), false));
        Stmt release = Stmt.of(new Stmt.Release(half));
        return chance(70)
                ? List.of(acquire, Idioms.guarded(body.make(), List.of(wake, release)))
                : List.of(acquire, Idioms.guarded(body.make(), List.of(release)), wake);
    }

    List<Stmt> meet(Spot spot, Cond flag) {
        boolean isConfused = spot.isCondition() && chance(10);
        List<Stmt> meeting = meet(spot, isConfused || !spot.isCondition(), flag);
        return isConfused && chance(60) ? List.of(Stmt.of(new Stmt.Synchronized(spot, meeting))) : meeting;
    }

    private List<Stmt> meet(Spot spot, boolean asMonitor, Cond flag) {
        Stmt await = Stmt.of(new Stmt.Await(spot, chance(30), asMonitor));
        Stmt wake = Stmt.of(new Stmt.Wake(spot, chance(50), asMonitor));
        int field = random.nextInt(2);
        return switch (random.nextInt(10)) {
            case 0, 1 -> List.of(wake);
            case 2, 3 -> List.of(Stmt.of(new Stmt.SetField(field, new Cond.Constant(true))), wake);
            case 4, 5 -> List.of(Stmt.of(new Stmt.While(new Cond.Field(field).negated(), List.of(await))));
            case 6 -> List.of(Idioms.when(flag, List.of(await)));
            case 7 -> List.of(Idioms.when(flag, List.of(wake)));
            case 8 -> List.of(chance(40) ? Idioms.when(holds(spot, asMonitor), List.of(wake)) : wake);
            default -> List.of(await);
        };
    }

    /** Whether the thread holds what the call needs; something else where nobody can ask. */
    private static Cond holds(Spot spot, boolean asMonitor) {
        Half half = asMonitor ? null : spot.half();
        if (half == null) {
            return new Cond.Entered(spot);
        }
        return half.tellsHolder() ? new Cond.Holds(half) : new Cond.Chance();
    }

    /** An executor is given the task of waking. */
    Stmt task(Spot spot) {
        Stmt.Task task = chance(60) ? Stmt.Task.UNDER : chance(50) ? Stmt.Task.LAMBDA : Stmt.Task.REFERENCE;
        return Stmt.of(new Stmt.Post(spot, chance(50), task));
    }

    /** What a helper is made for that is given what it waits on. */
    Sample.Role given() {
        if (dialect == Dialect.CONDITIONS) {
            return Sample.Role.GIVEN_CONDITION;
        }
        return chance(50) ? Sample.Role.GIVEN_OBJECT : Sample.Role.STATIC_GIVEN_OBJECT;
    }

    /** Either, on any of them. */
    Stmt.Form any() {
        Spot spot = anySpot();
        boolean asMonitor = !spot.isCondition() || chance(10);
        return chance(50) ? new Stmt.Await(spot, false, asMonitor) : new Stmt.Wake(spot, true, asMonitor);
    }
}
