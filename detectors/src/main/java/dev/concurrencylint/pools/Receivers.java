package dev.concurrencylint.pools;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.Program;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import java.util.List;

/** Whether executors may see to the failures of their tasks themselves, by their classes. */
final class Receivers {
    private static final int DEEPEST = 2;

    /** The least certain later. */
    enum Kind {
        /** It doesn't. */
        KNOWN,
        /** A class of the program does, and it may be one. */
        UNKNOWN,
        /** It does. */
        WATCHED;

        Kind or(Kind other) {
            return compareTo(other) >= 0 ? this : other;
        }
    }

    private final Program program;
    private final MonitorUse use;
    private final Periodic periodic;

    Receivers(Program program, MonitorUse use, Periodic periodic) {
        this.program = program;
        this.use = use;
        this.periodic = periodic;
    }

    /** Of the object on which the method is called. */
    Kind of(Value receiver, MethodRef method) {
        if (program.contains(method.owner())
                && (periodic.isWatched(method.owner()) || periodic.mayBeWatched(method.owner()))) {
            return Kind.WATCHED;
        }
        Kind made = made(receiver, DEEPEST);
        if (made != Kind.UNKNOWN) {
            return made;
        }
        return periodic.mayBeWatched(method.owner()) ? Kind.UNKNOWN : Kind.KNOWN;
    }

    private Kind made(Value value, int depth) {
        if (value instanceof Value.Fresh fresh) {
            return periodic.isWatched(fresh.type()) ? Kind.WATCHED : Kind.KNOWN;
        }
        if (value instanceof Value.Result result) {
            return program.contains(result.method().owner()) ? Kind.UNKNOWN : Kind.KNOWN;
        }
        if (value instanceof Value.Field field && depth > 0) {
            List<Observation> writes = use.fields().writes(field.field());
            Kind kind = writes.isEmpty() ? Kind.UNKNOWN : Kind.KNOWN;
            for (Observation write : writes) {
                Value written = Fields.written(write);
                kind = written instanceof Value.Null ? kind : kind.or(made(written, depth - 1));
            }
            return kind;
        }
        return Kind.UNKNOWN;
    }
}
