package dev.concurrencylint.oracle;

import dev.concurrencylint.oracle.Sample.Routine;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints a sample as Java, and tells its statements where they stand. */
final class JavaText {
    /** Lines before the first method. */
    static final int HEADER = 16;

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
            String parameters = List.of("boolean p", "boolean q").stream()
                    .limit(routine.parameters())
                    .collect(Collectors.joining(", "));
            add(
                    1,
                    (routine.entry() ? "public " : "private ") + (routine.answers() ? "boolean " : "void ")
                            + routine.name() + "(" + parameters + ")" + declared + " {");
            add(2, "boolean x = false;");
            add(2, "boolean y = false;");
            routines.add(routine.with(block(routine.body(), 2)));
            add(1, "}");
        }
        int lines = line - HEADER;
        add(0, "}");
        return new Printed(text.toString(), new Sample(sample.name(), routines), lines);
    }

    private void header() {
        add(0, "package samples;");
        add(0, "");
        add(0, "public final class " + sample.name() + " {");
        add(1, "private final " + LOCKS + "ReentrantLock a = new " + LOCKS + "ReentrantLock();");
        add(1, "private final " + LOCKS + "Lock b = new " + LOCKS + "ReentrantLock();");
        add(1, "private final " + LOCKS + "ReentrantLock c = new " + LOCKS + "ReentrantLock();");
        add(1, "private final " + LOCKS + "ReentrantReadWriteLock rw = new " + LOCKS + "ReentrantReadWriteLock();");
        add(1, "private final Work work;");
        add(1, "private final java.util.Random random = new java.util.Random();");
        add(1, "private boolean f;");
        add(1, "private boolean g;");
        add(1, "private int ticks;");
        add(1, "public " + sample.name() + "(Work work) { this.work = work; }");
        add(1, "private void tick() { ticks++; }");
        while (line < HEADER) {
            add(0, "");
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
        add(depth, simple(form));
        return new Stmt(form, here);
    }

    private final List<String> caught = new ArrayList<>();

    private List<Stmt> rethrowing(List<Stmt> body, int depth) {
        caught.add("e" + depth);
        List<Stmt> placed = block(body, depth + 1);
        caught.remove(caught.size() - 1);
        return placed;
    }

    private String simple(Stmt.Form form) {
        if (form instanceof Stmt.Acquire acquire) {
            return acquire.half().text() + (acquire.interruptibly() ? ".lockInterruptibly();" : ".lock();");
        }
        if (form instanceof Stmt.Release release) {
            return release.half().text() + ".unlock();";
        }
        if (form instanceof Stmt.Drop drop) {
            return cond(new Cond.Attempt(drop.half(), drop.timed())) + ";";
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
            return cond(new Cond.Answer(run.helper(), run.arguments())) + ";";
        }
        throw new IllegalStateException("not a simple statement: " + form);
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
        if (cond instanceof Cond.Attempt attempt) {
            return attempt.half().text()
                    + (attempt.timed() ? ".tryLock(1, java.util.concurrent.TimeUnit.SECONDS)" : ".tryLock()");
        }
        if (cond instanceof Cond.Not not) {
            return not.cond() instanceof Cond.Chance ? cond(not.cond()).replace("==", "!=") : "!" + cond(not.cond());
        }
        if (cond instanceof Cond.Both both) {
            return "(" + cond(both.left()) + (both.and() ? " && " : " || ") + cond(both.right()) + ")";
        }
        Cond.Answer answer = (Cond.Answer) cond;
        return sample.routines().get(answer.helper()).name()
                + answer.arguments().stream().map(this::cond).collect(Collectors.joining(", ", "(", ")"));
    }
}
