package dev.concurrencylint.summaries;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.flow.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** How the object in a field that is used as a lock is exchanged for another one. */
public final class Changes {
    /**
     * The ways in which a field gets objects.
     *
     * @param field the field
     * @param initial whether making the object puts something into it
     * @param later writes of other objects, once it is made
     * @param lazy those among them that are done where the field was found to be null
     */
    public record History(FieldRef field, boolean initial, List<Observation> later, List<Observation> lazy) {
        public History {
            later = List.copyOf(later);
            lazy = List.copyOf(lazy);
        }

        /** Whether one object can follow another in the field, as far as the writes tell; setters are taken to run once, at first. */
        public boolean repeats() {
            long methods = later.stream()
                    .filter(write -> !write.wasNull() && !isSetter(write))
                    .map(write -> write.body().method())
                    .distinct()
                    .count();
            return methods > (initial ? 0 : 1);
        }
    }

    private final Summaries summaries;
    private final Fields fields;
    private final Initialisation initialisation;

    Changes(Summaries summaries, Fields fields, Initialisation initialisation) {
        this.summaries = summaries;
        this.fields = fields;
        this.initialisation = initialisation;
    }

    /** How the field gets its objects; that it is set to null is not told: nobody can lock that. */
    public History of(FieldRef field) {
        boolean initial = false;
        List<Observation> later = new ArrayList<>();
        List<Observation> lazy = new ArrayList<>();
        for (Observation write : fields.writes(field)) {
            Value written = Fields.written(write);
            if (written instanceof Value.Null || isUnchanged(written, field)) {
                continue;
            }
            if (initialisation.isPartOf(write)) {
                initial = true;
            } else {
                later.add(write);
                if (write.wasNull()) {
                    lazy.add(write);
                }
            }
        }
        return new History(field, initial, later, lazy);
    }

    private static boolean isUnchanged(Value written, FieldRef field) {
        return written instanceof Value.Field same && same.field().equals(field);
    }

    /** Whether one more lock is held both at every one of the entries and at the write: a lock of the same name, or the field's object. */
    public static boolean haveCommonLock(List<Observation> entries, Observation write, FieldRef field) {
        Set<Value> common = new HashSet<>(write.held());
        entries.forEach(entry -> common.retainAll(entry.held()));
        common.removeIf(lock -> holds(lock, field));
        return !common.isEmpty()
                || write.instruction() instanceof WriteField one
                        && write.held().contains(write.value(one.object()))
                        && entries.stream().allMatch(Changes::holdsOwner);
    }

    private static boolean holdsOwner(Observation entry) {
        return MonitorUse.object(entry) instanceof Value.Field field
                && field.object() != null
                && entry.held().contains(field.object());
    }

    /** Whether the write is made while the object that it replaces is locked. */
    public static boolean isUnderItself(Observation write, FieldRef field) {
        return write.held().stream().anyMatch(lock -> holds(lock, field));
    }

    private static boolean holds(Value lock, FieldRef field) {
        return lock instanceof Value.Field held && held.field().equals(field);
    }

    /**
     * Whether the block is about more than the locked object, as it was when it was locked: it uses the field again, or other fields.
     * A block that only works on the object it has locked is right whatever the field holds by then.
     */
    public boolean isAboutMore(Observation entry) {
        Value lock = MonitorUse.object(entry);
        for (Observation one : summaries.observed(entry.body().method())) {
            if (!one.held().contains(lock) || one.at() <= entry.at()) {
                continue;
            }
            if (one.instruction() instanceof WriteField write
                            && !one.value(write.object()).equals(lock)
                    || one.instruction() instanceof ReadField read
                            && isState(read)
                            && !one.value(read.object()).equals(lock)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the block tests that the field still holds the object that it has locked. */
    public boolean isRetested(Observation entry) {
        Value lock = MonitorUse.object(entry);
        return summaries.observed(entry.body().method()).stream()
                .anyMatch(one -> one.instruction() instanceof Branch
                        && one.held().contains(lock)
                        && one.operands().stream().allMatch(lock::equals));
    }

    private boolean isState(ReadField read) {
        dev.concurrencylint.program.FieldInfo info = fields.info(read.field());
        return info == null || !info.isFinal();
    }

    /** Whether the write is in a method that puts its argument into the field, and writes nothing else. */
    public static boolean isSetter(Observation write) {
        int writes = 0;
        for (int at = 0; at < write.body().code().size(); at++) {
            writes += write.body().code().at(at) instanceof WriteField ? 1 : 0;
        }
        return writes == 1 && Fields.written(write) instanceof Value.Parameter;
    }
}
