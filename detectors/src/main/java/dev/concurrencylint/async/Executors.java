package dev.concurrencylint.async;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.models.AsyncModel.Context;
import dev.concurrencylint.summaries.Fields;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.summaries.Observation;
import dev.concurrencylint.summaries.Summaries;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the threads of executors and schedulers are, by who makes them. */
final class Executors {
    private static final int DEEPEST = 3;

    private final Summaries summaries;
    private final MonitorUse use;
    private final AsyncModel model;
    private final Operations operations;

    Executors(Summaries summaries, MonitorUse use, AsyncModel model, Operations operations) {
        this.summaries = summaries;
        this.use = use;
        this.model = model;
        this.operations = operations;
    }

    /** The context of the threads of a scheduler or executor; null where they may wait, or nothing is known of them. */
    @Nullable
    Context of(Value scheduler) {
        return of(scheduler, DEEPEST);
    }

    /** The same, but also where its threads are virtual. */
    @Nullable
    Context withVirtual(Value scheduler) {
        return isVirtual(scheduler, DEEPEST) ? any(AsyncModel.Kind.VIRTUAL) : of(scheduler);
    }

    /** Whether its threads are virtual, as those of what it is made with. */
    private boolean isVirtual(Value scheduler, int depth) {
        if (scheduler instanceof Value.Result result) {
            return operations.is(result.method(), (type, name) -> model.makes(AsyncModel.Kind.VIRTUAL, type, name))
                    || operations.is(result.method(), model::makesAsGiven)
                            && result.arguments().stream().anyMatch(given -> isVirtual(given, depth));
        }
        if (scheduler instanceof Value.Field field && depth > 0) {
            List<Observation> writes = use.fields().writes(field.field());
            return !writes.isEmpty()
                    && writes.stream().map(Fields::written).allMatch(written -> isVirtual(written, depth - 1));
        }
        return false;
    }

    private @Nullable Context of(Value scheduler, int depth) {
        if (scheduler instanceof Value.Result result) {
            if (operations.is(result.method(), model::makesFree)) {
                return null;
            }
            for (AsyncModel.Kind kind : AsyncModel.Kind.values()) {
                if (kind != AsyncModel.Kind.VIRTUAL
                        && operations.is(result.method(), (type, signature) -> model.makes(kind, type, signature))) {
                    return any(kind);
                }
            }
            return null;
        }
        if (scheduler instanceof Value.Field field && depth > 0) {
            Context found = null;
            for (Observation write : use.fields().writes(field.field())) {
                Context here = of(Fields.written(write), depth - 1);
                if (here == null) {
                    return null;
                }
                found = here;
            }
            return found;
        }
        return null;
    }

    /** Who writes the field. */
    List<Observation> writes(FieldRef field) {
        return use.fields().writes(field);
    }

    /** The types of the objects that may be there, if all are made in place or for the field; else none. */
    Set<String> made(Value value) {
        if (value instanceof Value.Fresh fresh) {
            return Set.of(fresh.type());
        }
        Set<String> types = new HashSet<>();
        if (value instanceof Value.Field field) {
            for (Observation write : use.fields().writes(field.field())) {
                if (!(Fields.written(write) instanceof Value.Fresh fresh)) {
                    return Set.of();
                }
                types.add(fresh.type());
            }
        }
        return types;
    }

    /** Whether it is an object whose threads may wait, made in place or for a field. */
    boolean isFree(Value object) {
        if (object instanceof Value.Fresh fresh) {
            return model.makesFree(fresh.type(), "<init>()V");
        }
        if (!(object instanceof Value.Field field)) {
            return false;
        }
        List<Observation> writes = use.fields().writes(field.field());
        return !writes.isEmpty()
                && writes.stream()
                        .map(Fields::written)
                        .allMatch(written -> written instanceof Value.Fresh && isFree(written));
    }

    private @Nullable Context any(AsyncModel.Kind kind) {
        return model.contexts().stream()
                .filter(context -> context.kind() == kind)
                .findFirst()
                .orElse(null);
    }

    /** Whether the stage was given threads that may wait, or is complete. */
    boolean areOfOwn(Value.Result stage) {
        if (summaries.isCompleted(stage.method())) {
            return true;
        }
        List<String> types = stage.method().parameterTypes();
        int first = stage.arguments().size() - types.size();
        for (int i = 0; i < types.size() && first >= 0; i++) {
            if (model.takesElsewhere(types.get(i))) {
                return of(stage.arguments().get(first + i)) == null;
            }
        }
        return false;
    }
}
