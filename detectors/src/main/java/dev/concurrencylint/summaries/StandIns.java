package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.flow.Value;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Constants that stand in for a lock where none is needed: the program gives them back, and nowhere takes them. */
final class StandIns {
    private final Summaries summaries;
    private @Nullable Set<Value> taken;

    StandIns(Summaries summaries) {
        this.summaries = summaries;
    }

    /** Whether the method gets such a constant from another one, and only gives it back. */
    boolean contain(Summary summary, Value lock) {
        return lock instanceof Value.Field field
                && field.object() == null
                && !isRead(summary, field)
                && !taken().contains(lock);
    }

    private boolean isRead(Summary summary, Value.Field field) {
        Code code = summary.flow().code();
        for (int at = 0; at < code.size(); at++) {
            if (code.at(at) instanceof ReadField read
                    && summaries.program().resolve(read.field()).equals(field.field())) {
                return true;
            }
        }
        return false;
    }

    /** The constants that some code takes, or tries to. */
    private Set<Value> taken() {
        Set<Value> known = taken;
        if (known == null) {
            known = new HashSet<>();
            for (Summary one : summaries.all().values()) {
                for (var application : one.flow().applications()) {
                    if (application.delta() > 0) {
                        known.add(application.synchroniser().synchroniser());
                        known.add(application.synchroniser());
                    }
                }
            }
            taken = known;
        }
        return known;
    }
}
