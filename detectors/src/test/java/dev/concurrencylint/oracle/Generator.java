package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Helper.Purpose;
import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Random samples: idioms as people write them, nested in one another, with up to three slips. Which sample a seed gives depends on
 * nothing but the seed.
 */
final class Generator {
    private static final int MOST_LINES = 60;
    private static final int DEEPEST = 3;

    private final SplittableRandom random;
    private final Idioms idioms;
    private final PermitIdioms permitIdioms;
    private final Indirections indirections;
    private final MeetingIdioms meetings;
    private final Dialect dialect;
    /** Those that are made. Where threads wait the last is made first, so that others may call it. */
    private final SortedMap<Integer, Routine> helpers = new TreeMap<>();

    private final List<Helper> kinds = new ArrayList<>();
    private int entries;
    private boolean answers;
    private int parameters;
    private boolean inHelper;

    private Generator(SplittableRandom random, Dialect dialect) {
        this.random = random;
        this.dialect = dialect;
        this.idioms = new Idioms(random);
        this.permitIdioms = new PermitIdioms(random, idioms);
        this.indirections = new Indirections(random, idioms);
        this.meetings = new MeetingIdioms(random, dialect);
    }

    /** The sample of that number. */
    static Sample sample(long seed, int number, Dialect dialect) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
        while (true) {
            Sample sample = new Generator(random.split(), dialect).generate("S" + number);
            int slips = List.of(0, 0, 0, 1, 1, 1, 2, 2, 3).get(random.nextInt(9));
            Mutation mutation = new Mutation(random.split(), dialect);
            for (int i = 0; i < slips; i++) {
                sample = mutation.mutate(sample);
            }
            sample = Tidy.tidy(sample);
            if (JavaText.print(sample).lines() <= MOST_LINES) {
                return sample;
            }
        }
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T pick(T[] all) {
        return all[random.nextInt(all.length)];
    }

    private Half anyHalf() {
        return dialect.halves().get(random.nextInt(dialect.halves().size()));
    }

    private Sample generate(String name) {
        entries = chance(12) ? 2 : 1;
        int wanted = chance(45) ? 1 + random.nextInt(2) : 0;
        for (int i = 0; i < wanted; i++) {
            Half half = anyHalf();
            Purpose purpose = Purpose.PLAIN.get(random.nextInt(Purpose.PLAIN.size()));
            kinds.add(new Helper(purpose, half));
            if (wanted - i > 1 && (purpose == Purpose.TAKE || purpose == Purpose.TAKE_IF)) {
                kinds.add(new Helper(purpose == Purpose.TAKE ? Purpose.GIVE : Purpose.GIVE_IF, half));
                i++;
            }
        }
        for (int i = 0; dialect.waits() && i < 2 && chance(50); i++) {
            kinds.add(new Helper(Purpose.MEET, anyHalf(), meetings.anySpot()));
        }
        if (dialect.waits() && chance(25)) {
            kinds.add(new Helper(Purpose.MEET_GIVEN, anyHalf()));
        }
        if (dialect.waits() && chance(25)) {
            kinds.add(new Helper(Purpose.TEMPLATE, anyHalf(), dialect == Dialect.MONITORS ? meetings.anySpot() : null));
        } else if (dialect == Dialect.LAMBDAS && chance(70)) {
            kinds.add(new Helper(Purpose.TEMPLATE, anyHalf()));
        } else if (dialect == Dialect.GUARDS) {
            kinds.add(new Helper(Purpose.WRAPPER, anyHalf()));
        }
        for (int i = 0; i < kinds.size(); i++) {
            int index = dialect.waits() ? kinds.size() - 1 - i : i;
            helpers.put(index, helper(index));
        }
        List<Routine> routines = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            answers = chance(20);
            parameters = random.nextInt(3);
            inHelper = false;
            boolean sized = dialect.hasPermits() && chance(50);
            Sample.Role role = anyRole();
            routines.add(new Routine("m" + i, true, parameters, answers, entryBody(role))
                    .sized(sized)
                    .as(role));
        }
        routines.addAll(helpers.values());
        return new Sample(name, routines);
    }

    private Sample.Role anyRole() {
        return dialect == Dialect.MONITORS && chance(20) ? Sample.Role.SYNCHRONIZED : Sample.Role.PLAIN;
    }

    private List<Stmt> entryBody(Sample.Role role) {
        return role == Sample.Role.SYNCHRONIZED ? meetings.entered(Spot.SELF, this::entryBody) : entryBody();
    }

    private List<Stmt> entryBody() {
        List<Stmt> body = new ArrayList<>(block(0, List.of(), false));
        if (answers) {
            body.add(Stmt.of(new Stmt.Return(flag())));
        }
        return body;
    }

    private Routine helper(int index) {
        Helper kind = kinds.get(index);
        String name = "h" + index;
        inHelper = true;
        answers = false;
        parameters = 0;
        Half half = kind.half();
        return switch (kind.purpose()) {
            case TAKE -> {
                boolean sized = half.isPermit() && chance(40);
                boolean interruptibly = chance(half.isPermit() ? 60 : 20);
                Stmt.Form take = new Stmt.Acquire(half, interruptibly, sized ? Amount.N : Amount.ONE);
                yield new Routine(name, false, 0, false, around(Stmt.of(take))).sized(sized);
            }
            case GIVE -> {
                boolean sized = half.isPermit() && chance(40);
                Stmt.Form give = new Stmt.Release(half, sized ? Amount.N : Amount.ONE);
                yield new Routine(name, false, 0, false, around(Stmt.of(give))).sized(sized);
            }
            case TAKE_IF -> conditional(name, new Stmt.Acquire(half, false));
            case GIVE_IF -> conditional(name, new Stmt.Release(half));
            case ATTEMPT -> new Routine(name, false, 0, true, attempting(half));
            case TEMPLATE -> {
                Idioms.Body block = () -> List.of(Stmt.of(new Stmt.RunBlock()));
                List<Stmt> body = kind.spot() == null
                        ? idioms.any(Idioms.Use.of(half), block, flag(), false, false)
                        : meetings.under(kind.spot(), block);
                yield new Routine(name, false, 0, false, body).as(Sample.Role.TEMPLATE);
            }
            case WRAPPER -> {
                Cond attempt = new Cond.Attempt(half, chance(15));
                List<Stmt> body = new ArrayList<>(
                        chance(70)
                                ? around(Stmt.of(new Stmt.Acquire(half, chance(15))))
                                : List.of(Idioms.when(attempt.negated(), List.of(Stmt.of(new Stmt.Refuse())))));
                body.add(Stmt.of(new Stmt.Hand(half, pick(Stmt.Guard.values()))));
                yield new Routine(name, false, 0, false, body).as(Sample.Role.WRAPPER);
            }
            case MEET -> {
                parameters = random.nextInt(2);
                Spot spot = Objects.requireNonNull(kind.spot());
                Sample.Role role = spot.isOfClass() && chance(40) ? Sample.Role.STATIC_SYNCHRONIZED : anyRole();
                yield new Routine(name, false, parameters, false, meeting(spot)).as(role);
            }
            case MEET_GIVEN -> {
                boolean isCondition = dialect == Dialect.CONDITIONS;
                List<Stmt> body = meetings.meet(isCondition ? Spot.CUE : Spot.IT, flag());
                yield new Routine(name, false, 0, false, body).as(meetings.given());
            }
            case WORK -> {
                answers = chance(40);
                parameters = random.nextInt(2);
                Sample.Role role = anyRole();
                yield new Routine(name, false, parameters, answers, entryBody(role)).as(role);
            }
        };
    }

    private Routine conditional(String name, Stmt.Form action) {
        return new Routine(
                name, false, 1, false, List.of(Idioms.when(new Cond.Parameter(0), List.of(Stmt.of(action)))));
    }

    private List<Stmt> around(Stmt stmt) {
        return chance(70) ? List.of(stmt) : List.of(Stmt.of(new Stmt.Call(null)), stmt);
    }

    private List<Stmt> attempting(Half half) {
        Cond attempt = new Cond.Attempt(half, chance(20));
        if (chance(50)) {
            return List.of(Stmt.of(new Stmt.Return(attempt)));
        }
        return List.of(
                Idioms.when(attempt, List.of(Stmt.of(new Stmt.Return(new Cond.Constant(true))))),
                Stmt.of(new Stmt.Return(new Cond.Constant(false))));
    }

    // ---- blocks ------------------------------------------------------------------------------------------

    private List<Stmt> block(int depth, List<Half> held, boolean inLoop) {
        List<Stmt> block = new ArrayList<>();
        int pieces = depth == 0 ? 1 + random.nextInt(2) : random.nextInt(3);
        for (int i = 0; i < pieces; i++) {
            block.addAll(piece(depth, held, inLoop));
        }
        if (depth > 0 && block.isEmpty()) {
            block.add(work());
        }
        return block;
    }

    private List<Stmt> piece(int depth, List<Half> held, boolean inLoop) {
        if (dialect.waits() && chance(meetings.isUnderAny(held) ? 50 : 6)) {
            return meet(held);
        }
        int kind = random.nextInt(depth == 0 ? 60 : 100);
        if (kind < 45 && depth < DEEPEST) {
            return protectedPiece(depth, held, inLoop);
        }
        if (kind < 52) {
            return List.of(work());
        }
        if (kind < 60 && depth < DEEPEST) {
            List<Stmt> otherwise = chance(40) ? block(depth + 1, held, inLoop) : List.of();
            return List.of(Stmt.of(new Stmt.If(flag(), block(depth + 1, held, inLoop), otherwise)));
        }
        if (kind < 66 && depth < DEEPEST) {
            Cond cond = chance(25) ? new Cond.Constant(true) : chance(60) ? new Cond.Chance() : flag();
            return List.of(Stmt.of(new Stmt.While(cond, block(depth + 1, held, true))));
        }
        if (kind < 76) {
            return List.of(Idioms.when(flag(), List.of(jump(inLoop))));
        }
        if (kind < 80) {
            return List.of(
                    chance(50)
                            ? Stmt.of(new Stmt.SetLocal(random.nextInt(2), flag()))
                            : Stmt.of(new Stmt.SetField(random.nextInt(2), new Cond.Constant(chance(50)))));
        }
        if (kind < 83) {
            return List.of(jump(inLoop));
        }
        if (kind < 88 && depth < DEEPEST) {
            Stmt.Caught caught = pick(Stmt.Caught.values());
            List<Stmt> body = new ArrayList<>(block(depth + 1, held, inLoop));
            body.add(work());
            List<Stmt> handler =
                    dialect.waits() && chance(40) ? meet(held) : chance(50) ? List.of(work()) : List.of(jump(inLoop));
            return List.of(Stmt.of(new Stmt.Try(body, List.of(new Stmt.Clause(caught, handler)), null)));
        }
        return List.of(work());
    }

    private Stmt work() {
        int kind = random.nextInt(10);
        if (!inHelper && kind == 0 && !helpers.isEmpty()) {
            int index = random.nextInt(helpers.size());
            if (kinds.get(index).purpose() == Purpose.WORK) {
                return run(index);
            }
        }
        return Stmt.of(new Stmt.Call(kind < 4 ? null : kind < 8 ? Failure.UNCHECKED : Failure.CHECKED));
    }

    private Stmt jump(boolean inLoop) {
        int kind = random.nextInt(inLoop ? 10 : 5);
        if (kind < 3) {
            return Stmt.of(new Stmt.Return(answers ? flag() : null));
        }
        if (kind < 5) {
            return Stmt.of(new Stmt.Throw(chance(60) ? Failure.UNCHECKED : Failure.CHECKED));
        }
        return Stmt.of(kind < 8 ? new Stmt.Break() : new Stmt.Continue());
    }

    private Cond flag() {
        int kind = random.nextInt(10);
        Cond cond;
        if (kind < 4 && parameters > 0) {
            cond = new Cond.Parameter(random.nextInt(parameters));
        } else if (kind < 6) {
            cond = new Cond.Field(random.nextInt(2));
        } else if (kind < 7) {
            cond = new Cond.Local(random.nextInt(2));
        } else {
            cond = new Cond.Chance();
        }
        return chance(20) ? cond.negated() : cond;
    }

    // ---- what a lock protects ----------------------------------------------------------------------------

    private List<Stmt> meet(List<Half> held) {
        return meeting(meetings.spot(held));
    }

    private List<Stmt> meeting(Spot spot) {
        for (int i = 0; i < kinds.size(); i++) {
            boolean isGiven = kinds.get(i).purpose() == Purpose.MEET_GIVEN;
            if (isGiven && helpers.containsKey(i) && chance(40)) {
                return List.of(Stmt.of(new Stmt.Pass(entries + i, spot)));
            }
            if (kinds.get(i).meetsAt(spot) && helpers.containsKey(i) && chance(60)) {
                return List.of(run(i));
            }
        }
        return chance(8) ? List.of(meetings.task(spot)) : meetings.meet(spot, flag());
    }

    private List<Stmt> protectedPiece(int depth, List<Half> held, boolean inLoop) {
        if (dialect.waits() && chance(dialect == Dialect.MONITORS ? 75 : 5)) {
            return meetings.under(meetings.anySpot(), () -> block(depth + 1, held, inLoop));
        }
        Half half = anyHalf();
        int role = kinds.size() - 1;
        boolean hasRole = role >= 0 && kinds.get(role).hasRole();
        if (hasRole && !inHelper && chance(65)) {
            Helper kind = kinds.get(role);
            Spot spot = kind.spot();
            List<Half> inside = new ArrayList<>(held);
            inside.add(kind.half());
            Idioms.Body body = () -> block(depth + 1, inside, inLoop);
            return indirections.through(
                    entries + role,
                    kind.purpose() == Purpose.WRAPPER,
                    spot == null ? body : () -> meetings.entered(spot, body));
        }
        if (held.contains(half) && chance(80)) {
            half = anyHalf();
        }
        List<Half> inside = new ArrayList<>(held);
        inside.add(half);
        Idioms.Body body = () -> block(depth + 1, inside, inLoop);
        List<Stmt> through = inHelper ? null : throughHelper(half, body);
        if (through != null) {
            return through;
        }
        if (dialect == Dialect.CONDITIONS && chance(20)) {
            return meetings.waking(idioms.acquire(Idioms.Use.of(half)), half, body);
        }
        Idioms.Use use = new Idioms.Use(half, half.isPermit() ? permitIdioms.amount() : Amount.ONE);
        if (dialect == Dialect.LAMBDAS && chance(60)) {
            return indirections.lambda(use, body);
        }
        List<Stmt> piece = half.isPermit() && chance(40)
                ? permitIdioms.any(use, body, answers)
                : idioms.any(use, body, flag(), answers, inLoop);
        return dialect == Dialect.VIRTUAL && chance(80) ? indirections.virtual(half, piece) : piece;
    }

    private @Nullable List<Stmt> throughHelper(Half half, Idioms.Body body) {
        int take = find(half, Purpose.TAKE);
        int attempt = find(half, Purpose.ATTEMPT);
        if (take >= 0 && chance(60)) {
            int give = find(half, Purpose.GIVE);
            Amount amount = made(take).sized() ? permitIdioms.amount() : Amount.ONE;
            Stmt last = give >= 0 && (amount.isOne() || made(give).sized())
                    ? run(give, amount)
                    : Stmt.of(new Stmt.Release(half, amount));
            return List.of(run(take, amount), Idioms.guarded(body.make(), List.of(last)));
        }
        if (attempt >= 0 && chance(60)) {
            Stmt guarded = Idioms.guarded(body.make(), List.of(Stmt.of(new Stmt.Release(half))));
            return List.of(Idioms.when(new Cond.Answer(entries + attempt, List.of()), List.of(guarded)));
        }
        int takeIf = find(half, Purpose.TAKE_IF);
        if (takeIf >= 0 && chance(60)) {
            Cond which = parameters > 0 ? new Cond.Parameter(0) : new Cond.Constant(chance(50));
            int giveIf = find(half, Purpose.GIVE_IF);
            Stmt last = giveIf >= 0
                    ? Stmt.of(new Stmt.Run(entries + giveIf, List.of(which)))
                    : Idioms.when(which, List.of(Stmt.of(new Stmt.Release(half))));
            return List.of(
                    Stmt.of(new Stmt.Run(entries + takeIf, List.of(which))),
                    Idioms.guarded(body.make(), List.of(last)));
        }
        return null;
    }

    private int find(Half half, Purpose purpose) {
        return kinds.indexOf(new Helper(purpose, half));
    }

    private Routine made(int helper) {
        return Objects.requireNonNull(helpers.get(helper));
    }

    private Stmt run(int helper) {
        return run(helper, Amount.ONE);
    }

    private Stmt run(int helper, Amount amount) {
        List<Cond> arguments = new ArrayList<>();
        for (int i = 0; i < made(helper).parameters(); i++) {
            arguments.add(parameters > 0 && chance(50) ? new Cond.Parameter(0) : new Cond.Constant(chance(50)));
        }
        return Stmt.of(new Stmt.Run(entries + helper, arguments, amount));
    }
}
