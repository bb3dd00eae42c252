package dev.concurrencylint.oracle;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Where threads wait for one another and are woken: an object with its monitor, or a condition with its lock. */
enum Spot {
    SELF(0, "this", null),
    O(1, "o", null),
    /** In a static field. */
    M(2, "m", null),
    /** The literal of the sample's class. */
    TYPE(3, ".class", null),
    A1(4, "a1", Half.A),
    A2(5, "a2", Half.A),
    B1(6, "b1", Half.B),
    W1(7, "w1", Half.WRITE),
    /** What a helper is given: an object, and a condition. */
    IT(8, "it", null),
    CUE(9, "cue", null);

    static final List<Spot> ALL = List.of(values());
    /** The objects of which the monitor is meant. */
    static final List<Spot> MONITORS = List.of(SELF, O, M, TYPE);

    static final List<Spot> CONDITIONS = List.of(A1, A2, B1, W1);

    private final int index;
    private final String text;
    private final @Nullable Half half;

    Spot(int index, String text, @Nullable Half half) {
        this.index = index;
        this.text = text;
        this.half = half;
    }

    /** Its place in tables of all of them. */
    int index() {
        return index;
    }

    /** The lock that made the condition; null for what is none. */
    @Nullable
    Half half() {
        return half;
    }

    boolean isCondition() {
        return half != null || this == CUE;
    }

    /** Whether it is what the helper is given. */
    boolean isGiven() {
        return this == IT || this == CUE;
    }

    /** Whether a field holds it. */
    boolean isField() {
        return this != SELF && this != TYPE && !isGiven();
    }

    /** Whether it is the class's, not an object's, or given to whoever names it. */
    boolean isOfClass() {
        return this == M || this == TYPE || isGiven();
    }

    /** Whether what stands on that line gets it by a method. */
    boolean isGot(int line) {
        return isField() && this != M && line % 5 == 0;
    }

    /** The object as an expression. */
    String text(Sample sample) {
        return this == TYPE ? sample.name() + text : text;
    }

    /** What its field holds, as an expression. */
    String made() {
        return half == null ? "new Object()" : half.text() + ".newCondition()";
    }

    /** Null for what is no such object of a sample. */
    static @Nullable Spot ofSubject(String subject) {
        if (subject.equals("p0")) {
            return SELF;
        }
        String plain = subject.replaceFirst("^samples/\\w+\\.(\\w+)\\(\\)$", "p0.$1"); // what a getter answers
        for (Spot spot : ALL) {
            boolean isIt = spot == M
                    ? subject.endsWith("." + spot.text) && !subject.startsWith("p0")
                    : spot.isField() ? plain.equals("p0." + spot.text) : spot == TYPE && subject.endsWith(spot.text);
            if (isIt) {
                return spot;
            }
        }
        return null;
    }

    /** Those that the sample mentions. */
    static Set<Spot> of(Sample sample) {
        Set<Spot> all = EnumSet.noneOf(Spot.class);
        sample.routines()
                .forEach(routine -> Blocks.each(routine.body(), stmt -> {
                    stmt.withCond(cond -> {
                        asked(cond, all);
                        return cond;
                    });
                    if (stmt.form() instanceof Stmt.Await await) {
                        all.add(await.spot());
                    } else if (stmt.form() instanceof Stmt.Wake wake) {
                        all.add(wake.spot());
                    } else if (stmt.form() instanceof Stmt.Synchronized block) {
                        all.add(block.spot());
                    } else if (stmt.form() instanceof Stmt.Pass pass) {
                        all.add(pass.spot());
                    } else if (stmt.form() instanceof Stmt.Post post) {
                        all.add(post.spot());
                    }
                }));
        return all;
    }

    private static void asked(Cond cond, Set<Spot> all) {
        if (cond instanceof Cond.Entered entered) {
            all.add(entered.spot());
        } else if (cond instanceof Cond.Not not) {
            asked(not.cond(), all);
        } else if (cond instanceof Cond.Both both) {
            asked(both.left(), all);
            asked(both.right(), all);
        }
    }
}
