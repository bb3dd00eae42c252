package dev.concurrencylint.oracle;

import java.util.List;
import java.util.function.Consumer;

/** Walks over the text of blocks. */
final class Blocks {
    private Blocks() {}

    static boolean has(List<Stmt> block, Class<? extends Stmt.Form> form) {
        boolean[] has = {false};
        each(block, stmt -> has[0] |= form.isInstance(stmt.form()));
        return has[0];
    }

    /** All statements of the block and of the blocks in it. */
    static void each(List<Stmt> block, Consumer<Stmt> visit) {
        for (Stmt stmt : block) {
            visit.accept(stmt);
            stmt.blocks().forEach(inner -> each(inner, visit));
        }
    }
}
