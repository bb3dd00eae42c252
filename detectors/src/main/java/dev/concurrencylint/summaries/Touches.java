package dev.concurrencylint.summaries;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.WriteField;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.MonitorModel;
import dev.concurrencylint.program.FieldInfo;
import dev.concurrencylint.program.Program;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Uses of state that needs a lock: plain fields, and the collections in fields that are not safe by themselves. */
public final class Touches {
    /** How state is used. */
    public enum Use {
        READ,
        /** Overwritten, whatever stood there. */
        WRITE,
        /** Changed in a way that depends on what stood there: counted up, tested and set, a collection's content. */
        UPDATE
    }

    /**
     * A use.
     *
     * @param object whose field it is; null for a static field
     */
    public record Touch(FieldRef field, @Nullable Value object, Use use) {}

    /** Methods that every object has and that have nothing to do with what is in it. */
    private static final Set<String> NO_USES = Set.of("getClass", "notify", "notifyAll", "wait");

    private final Program program;
    private final Types types;
    private final Fields fields;
    private final Map<FieldRef, Boolean> unsafe = new HashMap<>();

    Touches(Program program, Types types, Fields fields) {
        this.program = program;
        this.types = types;
        this.fields = fields;
    }

    /** The use that the instruction makes; null for none, or of state that needs no lock. */
    public @Nullable Touch of(Observation one) {
        Instruction instruction = one.instruction();
        if (instruction instanceof ReadField read) {
            FieldRef field = program.resolve(read.field());
            return isPlain(field) ? new Touch(field, object(read.object(), one), Use.READ) : null;
        } else if (instruction instanceof WriteField write) {
            FieldRef field = program.resolve(write.field());
            Value object = object(write.object(), one);
            return isPlain(field) ? new Touch(field, object, use(one, new Value.Field(object, field))) : null;
        } else if (instruction instanceof Call call
                && call.receiver() != Instruction.NONE
                && !NO_USES.contains(call.method().name())
                && one.value(call.receiver()) instanceof Value.Field field
                && isUnsafeCollection(field.field())) {
            boolean looks = types.has(MonitorModel.Trait.LOOKING, call.method());
            return new Touch(field.field(), field.object(), looks ? Use.READ : Use.UPDATE);
        }
        return null;
    }

    /** Whether the method may be one of a collection that is not safe by itself: a cheap first question. */
    boolean isOfCollection(MethodRef method) {
        return !method.owner().equals("java/lang/Object")
                && types.isAboveOrBelow(MonitorModel.Kind.UNSAFE_COLLECTIONS, method.owner());
    }

    private static @Nullable Value object(int register, Observation one) {
        return register == Instruction.NONE ? null : one.value(register);
    }

    private static Use use(Observation write, Value path) {
        boolean depends = Fields.written(write).mentions(path::equals);
        return depends || write.wasNull() ? Use.UPDATE : Use.WRITE;
    }

    /** Whether the field itself changes and nothing but a lock makes that safe. */
    public boolean isPlain(FieldRef field) {
        FieldInfo info = program.field(field);
        return info != null
                && program.contains(field.owner())
                && !info.isFinal()
                && !info.isSynthetic()
                && !Modifier.isVolatile(info.access());
    }

    /** Whether all that is ever put into the field is collections that are not safe by themselves. */
    public boolean isUnsafeCollection(FieldRef field) {
        Boolean known = unsafe.get(field);
        if (known == null) {
            known = program.contains(field.owner())
                    && mayBeUnsafe(field)
                    && fields.isMade(field)
                    && isAlwaysUnsafe(field);
            unsafe.put(field, known);
        }
        return known;
    }

    /** Whether such collections fit into the field: a cheap first question. */
    public boolean mayBeUnsafe(FieldRef field) {
        String type = Types.className(field.descriptor());
        return type != null
                && !type.equals("java/lang/Object")
                && types.isAboveOrBelow(MonitorModel.Kind.UNSAFE_COLLECTIONS, type);
    }

    private boolean isAlwaysUnsafe(FieldRef field) {
        List<Observation> writes = fields.writes(field);
        return !writes.isEmpty()
                && writes.stream().allMatch(write -> {
                    String type = types.of(Fields.written(write), write.body());
                    return Fields.written(write) instanceof Value.Null
                            || Fields.written(write) instanceof Value.Fresh
                                    && type != null
                                    && types.modelled(MonitorModel.Kind.UNSAFE_COLLECTIONS, type) != null;
                });
    }
}
