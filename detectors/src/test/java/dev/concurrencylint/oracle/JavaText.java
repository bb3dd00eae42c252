package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Prints a sample as Java, and tells its statements where they stand. */
final class JavaText {
    /** Lines before the first method. */
    static final int HEADER = 24;

    private static final String SECONDS = "java.util.concurrent.TimeUnit.SECONDS";
    private static final String SEMAPHORE = "java.util.concurrent.Semaphore";
    private static final String LOCKS = "java.util.concurrent.locks.";

    private final StringBuilder text = new StringBuilder();
    private final Sample sample;
    private final Checked checked;
    private int line = 1;

    private JavaText(Sample sample) {
        this.sample = sample;
        this.checked = new Checked(sample);
    }

    /**
     * A printed sample.
     *
     * @param sample its statements have lines
     * @param lines how many lines the methods take
     */
    record Printed(String text, Sample sample, int lines) {}

    static Printed print(Sample sample) {
        return new JavaText(sample).print();
    }

    /** The text of the methods alone. */
    static String methods(Printed printed) {
        return printed.text().lines().skip(HEADER - 1).collect(Collectors.joining("\n", "", "\n"));
    }

    private Printed print() {
        header();
        List<Routine> routines = new ArrayList<>();
        for (Routine routine : sample.routines()) {
            Set<Failure> thrown = checked.of(routine);
            String declared = thrown.isEmpty()
                    ? ""
                    : " throws " + thrown.stream().map(Failure::type).collect(Collectors.joining(", "));
            add(1, signature(routine) + declared + " {");
            add(2, "boolean x = false;");
            String bound = routine.has(Stmt.Bind.class) || routine.has(Stmt.RunBound.class)
                    ? " Runnable later = () -> {};"
                    : "";
            add(2, "boolean y = false;" + (drains(routine) ? " int d = 0;" : "") + bound);
            routines.add(routine.with(block(routine.body(), 2)));
            add(1, "}");
        }
        int lines = line - HEADER;
        add(0, "}");
        return new Printed(text.toString(), new Sample(sample.name(), routines), lines);
    }

    private String signature(Routine routine) {
        String parameters = Stream.of(
                        Stream.of("boolean p", "boolean q").limit(routine.parameters()),
                        Stream.of("int n").filter(n -> routine.sized()),
                        Stream.ofNullable(routine.role().given()).map(Sample.Given::text))
                .flatMap(one -> one)
                .collect(Collectors.joining(", ", "(", ")"));
        String result = routine.role() == Sample.Role.WRAPPER
                ? Support.closing(sample)
                : routine.answers() ? "boolean" : "void";
        String modifiers = (routine.entry() ? "public " : "private ")
                + (routine.role().isStatic() ? "static " : "")
                + (routine.role().isSynchronized() ? "synchronized " : "");
        return modifiers + result + " " + routine.name() + parameters;
    }

    /** Whether the method needs the variable that holds what it drained. */
    static boolean drains(Routine routine) {
        boolean[] drains = {false};
        Blocks.each(routine.body(), stmt -> {
            drains[0] |= stmt.form() instanceof Stmt.Drain;
            stmt.withAmount(amount -> {
                drains[0] |= amount.isDrained();
                return amount;
            });
        });
        return drains[0];
    }

    private void header() {
        add(0, "package samples;");
        add(0, "");
        add(0, "public final class " + sample.name() + " {");
        add(1, "private final " + LOCKS + "ReentrantLock a = new " + LOCKS + "ReentrantLock();");
        add(1, "private final " + LOCKS + "Lock b = new " + LOCKS + "ReentrantLock();");
        add(1, "private final " + LOCKS + "ReentrantLock c = new " + LOCKS + "ReentrantLock();");
        add(1, "private final " + LOCKS + "ReentrantReadWriteLock rw = new " + LOCKS + "ReentrantReadWriteLock();");
        for (Half half : Half.ALL) {
            if (half.isPermit()) {
                add(1, "private final " + SEMAPHORE + " " + half.text() + " = new " + SEMAPHORE + "(50);");
            }
        }
        declare("Object", Spot.MONITORS);
        declare(LOCKS + "Condition", Spot.CONDITIONS);
        List<Member> members = Member.of(sample);
        members.forEach(member -> add(1, "private final " + member.typeName() + " " + member.name() + ";"));
        add(1, "private final java.util.Random random = new java.util.Random();");
        add(1, "private boolean f;");
        add(1, "private boolean g;");
        add(1, "private int ticks;");
        add(
                1,
                "public " + sample.name()
                        + members.stream()
                                .map(member -> member.typeName() + " " + member.name())
                                .collect(Collectors.joining(", ", "(", ") {"))
                        + members.stream()
                                .map(member -> " this." + member.name() + " = " + member.name() + ";")
                                .collect(Collectors.joining())
                        + " }");
        if (sample.has(Stmt.Await.class)) { // waited for by whoever waits
            add(1, "public void change(boolean to) { f = to; g = to; }");
        }
        add(1, "private void tick() { ticks++; }");
        while (line < HEADER) {
            add(0, "");
        }
    }

    /** The object as this line names it. */
    private String name(Spot spot) {
        return spot.text(sample) + (spot.isGot(line) ? "()" : "");
    }

    /** Declares those that fields hold, and what gets them, on one line. */
    private void declare(String type, List<Spot> all) {
        String fields = all.stream()
                .filter(spot -> spot.isField() && Spot.of(sample).contains(spot))
                .map(spot ->
                        "private final " + (spot == Spot.M ? "static " : "") + type + " " + spot.text(sample) + " = "
                                + spot.made() + ";"
                                + (spot == Spot.M
                                        ? ""
                                        : " private " + type + " " + spot.text(sample) + "() { return "
                                                + spot.text(sample) + "; }"))
                .collect(Collectors.joining(" "));
        if (!fields.isEmpty()) {
            add(1, fields);
        }
    }

    private void add(int depth, String content) {
        text.append("    ".repeat(depth)).append(content).append('\n');
        line++;
    }

    private List<Stmt> block(List<Stmt> block, int depth) {
        List<Stmt> placed = new ArrayList<>();
        for (Stmt stmt : block) {
            placed.add(stmt(stmt, depth));
        }
        return placed;
    }

    private Stmt stmt(Stmt stmt, int depth) {
        int here = line;
        Stmt.Form form = stmt.form();
        if (form instanceof Stmt.If when) {
            add(depth, "if (" + cond(when.cond()) + ") {");
            List<Stmt> then = block(when.then(), depth + 1);
            List<Stmt> otherwise = List.of();
            if (!when.otherwise().isEmpty()) {
                add(depth, "} else {");
                otherwise = block(when.otherwise(), depth + 1);
            }
            add(depth, "}");
            return new Stmt(new Stmt.If(when.cond(), then, otherwise), here);
        }
        if (form instanceof Stmt.While loop) {
            add(depth, "while (" + cond(loop.cond()) + ") {");
            List<Stmt> body = block(loop.body(), depth + 1);
            add(depth, "}");
            return new Stmt(new Stmt.While(loop.cond(), body), here);
        }
        if (form instanceof Stmt.Try guarded) {
            add(depth, "try {");
            List<Stmt> body = block(guarded.body(), depth + 1);
            List<Stmt.Clause> clauses = new ArrayList<>();
            for (Stmt.Clause clause : guarded.clauses()) {
                add(depth, "} catch (" + clause.caught().type() + " e" + depth + ") {");
                clauses.add(new Stmt.Clause(clause.caught(), rethrowing(clause.body(), depth)));
            }
            List<Stmt> last = null;
            if (guarded.last() != null) {
                add(depth, "} finally {");
                last = block(guarded.last(), depth + 1);
            }
            add(depth, "}");
            return new Stmt(new Stmt.Try(body, clauses, last), here);
        }
        if (form instanceof Stmt.Within within) {
            add(depth, sample.routines().get(within.helper()).name() + "(() -> {");
            List<Stmt> inner = block(within.block(), depth + 1);
            add(depth, "});");
            return new Stmt(new Stmt.Within(within.helper(), inner), here);
        }
        if (form instanceof Stmt.Keep keep) {
            return keep(keep, depth, here);
        }
        if (form instanceof Stmt.Synchronized block) {
            add(depth, "synchronized (" + name(block.spot()) + ") {");
            List<Stmt> body = block(block.body(), depth + 1);
            add(depth, "}");
            return new Stmt(new Stmt.Synchronized(block.spot(), body), here);
        }
        add(depth, simple(form));
        return new Stmt(form, here);
    }

    private Stmt keep(Stmt.Keep keep, int depth, int here) {
        String name = "c" + depth;
        String kept = Support.closing(sample) + " " + name + " = "
                + sample.routines().get(keep.helper()).name() + "()";
        if (keep.automatic()) {
            add(depth, "try (" + kept + ") {");
        } else {
            add(depth, "{ " + kept + ";");
        }
        guards.add(name);
        List<Stmt> body = block(keep.body(), depth + 1);
        guards.remove(guards.size() - 1);
        add(depth, "}");
        return new Stmt(new Stmt.Keep(keep.helper(), keep.automatic(), body), here);
    }

    private final List<String> guards = new ArrayList<>();
    private final List<String> caught = new ArrayList<>();

    private List<Stmt> rethrowing(List<Stmt> body, int depth) {
        caught.add("e" + depth);
        List<Stmt> placed = block(body, depth + 1);
        caught.remove(caught.size() - 1);
        return placed;
    }

    private String simple(Stmt.Form form) {
        if (form instanceof Stmt.Acquire acquire) {
            if (acquire.half().isPermit()) {
                return acquire.half().text() + (acquire.interruptibly() ? ".acquire(" : ".acquireUninterruptibly(")
                        + argument(acquire.amount()) + ");";
            }
            return acquire.half().text() + (acquire.interruptibly() ? ".lockInterruptibly();" : ".lock();");
        }
        if (form instanceof Stmt.Release release) {
            return release.half().text()
                    + (release.half().isPermit() ? ".release(" + argument(release.amount()) + ");" : ".unlock();");
        }
        if (form instanceof Stmt.Drop drop) {
            return cond(new Cond.Attempt(drop.half(), drop.timed(), drop.amount())) + ";";
        }
        if (form instanceof Stmt.Drain drain) {
            return "d = " + drain.half().text() + ".drainPermits();";
        }
        if (form instanceof Stmt.Bump) {
            return "n++;";
        }
        if (form instanceof Stmt.SetLocal set) {
            return (set.local() == 0 ? "x = " : "y = ") + cond(set.value()) + ";";
        }
        if (form instanceof Stmt.SetField set) {
            return (set.field() == 0 ? "f = " : "g = ") + cond(set.value()) + ";";
        }
        if (form instanceof Stmt.Break) {
            return "break;";
        }
        if (form instanceof Stmt.Continue) {
            return "continue;";
        }
        if (form instanceof Stmt.Return end) {
            return end.answer() == null ? "return;" : "return " + cond(end.answer()) + ";";
        }
        if (form instanceof Stmt.Throw raise) {
            return "throw new " + raise.failure().type() + "();";
        }
        if (form instanceof Stmt.Rethrow) {
            return "throw " + caught.get(caught.size() - 1) + ";";
        }
        if (form instanceof Stmt.Call call) {
            return call.failure() == null
                    ? "tick();"
                    : call.failure() == Failure.CHECKED ? "work.read(1);" : "work.run(1);";
        }
        if (form instanceof Stmt.Run run) {
            return cond(new Cond.Answer(run.helper(), run.arguments(), run.amount())) + ";";
        }
        if (form instanceof Stmt.Through through) {
            return through.door().field() + (through.take() ? ".take(" : ".give(")
                    + through.half().text() + ");";
        }
        if (form instanceof Stmt.Bind bind) {
            String operation = Support.operation(bind.half(), bind.take());
            return "later = "
                    + (bind.reference()
                            ? bind.half().text() + "::" + operation + ";"
                            : "() -> " + bind.half().text() + "." + operation + "();");
        }
        if (form instanceof Stmt.RunBound) {
            return "later.run();";
        }
        if (form instanceof Stmt.Submit submit) {
            String given = submit.half().text() + ".release(" + argument(submit.amount()) + ");";
            return "executor.execute(() -> { "
                    + (submit.works() ? "try { work.run(1); } finally { " + given + " }" : given) + " });";
        }
        if (form instanceof Stmt.RunBlock) {
            return "block.run();";
        }
        if (form instanceof Stmt.Hand hand) {
            return "return " + Support.guard(sample, hand) + ";";
        }
        if (form instanceof Stmt.Refuse) {
            return "return null;";
        }
        if (form instanceof Stmt.Close) {
            String guard = guards.get(guards.size() - 1);
            return (sample.has(Stmt.Refuse.class) ? "if (" + guard + " != null) " : "") + guard + ".close();";
        }
        if (form instanceof Stmt.Await await) {
            String call = await.asMonitor() ? ".wait(" : ".await(";
            String limit = await.asMonitor() ? "1" : "1, " + SECONDS;
            return name(await.spot()) + call + (await.timed() ? limit : "") + ");";
        }
        if (form instanceof Stmt.Wake wake) {
            return name(wake.spot()) + "." + wake.operation() + "();";
        }
        if (form instanceof Stmt.Pass pass) {
            return sample.routines().get(pass.helper()).name() + "(" + name(pass.spot()) + ");";
        }
        if (form instanceof Stmt.Post post) {
            return "executor.execute(" + Support.task(sample, post) + ");";
        }
        throw new IllegalStateException("not a simple statement: " + form);
    }

    /** Nothing for one, which is what semaphores take by themselves. */
    private static String argument(Amount amount) {
        return amount.isOne() ? "" : amount.text();
    }

    private String cond(Cond cond) {
        if (cond instanceof Cond.Constant constant) {
            return String.valueOf(constant.value());
        }
        if (cond instanceof Cond.Parameter parameter) {
            return parameter.index() == 0 ? "p" : "q";
        }
        if (cond instanceof Cond.Local local) {
            return local.index() == 0 ? "x" : "y";
        }
        if (cond instanceof Cond.Field field) {
            return field.index() == 0 ? "f" : "g";
        }
        if (cond instanceof Cond.Chance) {
            return "random.nextInt(" + line + ") == 0";
        }
        if (cond instanceof Cond.Holds holds) {
            return holds.half() == Half.WRITE
                    ? "rw.isWriteLockedByCurrentThread()"
                    : holds.half().text() + ".isHeldByCurrentThread()";
        }
        if (cond instanceof Cond.Entered entered) {
            return "Thread.holdsLock(" + name(entered.spot()) + ")";
        }
        if (cond instanceof Cond.Attempt attempt) {
            if (attempt.half().isPermit()) {
                return attempt.half().text() + ".tryAcquire("
                        + Stream.of(argument(attempt.amount()), attempt.timed() ? "1, " + SECONDS : "")
                                .filter(part -> !part.isEmpty())
                                .collect(Collectors.joining(", "))
                        + ")";
            }
            return attempt.half().text() + (attempt.timed() ? ".tryLock(1, " + SECONDS + ")" : ".tryLock()");
        }
        if (cond instanceof Cond.Not not) {
            return not.cond() instanceof Cond.Chance ? cond(not.cond()).replace("==", "!=") : "!" + cond(not.cond());
        }
        if (cond instanceof Cond.Both both) {
            return "(" + cond(both.left()) + (both.and() ? " && " : " || ") + cond(both.right()) + ")";
        }
        Cond.Answer answer = (Cond.Answer) cond;
        return sample.routines().get(answer.helper()).name()
                + Stream.concat(
                                answer.arguments().stream().map(this::cond),
                                sample.routines().get(answer.helper()).sized()
                                        ? Stream.of(answer.amount().text())
                                        : Stream.of())
                        .collect(Collectors.joining(", ", "(", ")"));
    }
}
