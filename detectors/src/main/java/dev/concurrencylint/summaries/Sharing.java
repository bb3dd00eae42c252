package dev.concurrencylint.summaries;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.MonitorModel;
import dev.concurrencylint.program.FieldInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which objects are, or may be, the same object for code that has nothing to do with each other. */
public final class Sharing {
    /** Why an object is shared. */
    public enum Reason {
        STRING_LITERAL,
        /** The result of a method that may give the same object to all who ask. */
        SHARED_RESULT,
        /** A wrapper of a primitive, or another value-based class. */
        VALUE,
        /** The same, made with {@code new}, which still makes an object of its own. */
        NEW_VALUE
    }

    /**
     * What was found.
     *
     * @param origin the literal or the call that gives the object, as it was found
     * @param through the field that holds it; null where the object stands in the code itself
     */
    public record Shared(
            Reason reason, Value origin, @Nullable FieldRef through) {}

    private final Types types;
    private final Fields fields;

    Sharing(Types types, Fields fields) {
        this.types = types;
        this.fields = fields;
    }

    /** Why the value is shared; null where it is not known to be. */
    public @Nullable Shared of(Value value, Body body) {
        Shared itself = byItself(value, body);
        if (itself != null && itself.reason() != Reason.VALUE || !(value instanceof Value.Field field)) {
            return itself;
        }
        String type = types.of(value, body);
        if (itself == null && (type == null || !types.mayHoldShared(type))) {
            return null;
        }
        Shared content = content(field.field());
        return content == null ? itself : content;
    }

    private @Nullable Shared byItself(Value value, Body body) {
        String type = types.of(value, body);
        boolean isValue = type != null && types.modelled(MonitorModel.Kind.VALUE_BASED, type) != null;
        if (value instanceof Value.Literal && "java/lang/String".equals(type)) {
            return new Shared(Reason.STRING_LITERAL, value, null);
        }
        if (value instanceof Value.Result result && types.has(MonitorModel.Trait.SHARED_RESULTS, result.method())) {
            return new Shared(Reason.SHARED_RESULT, value, null);
        }
        if (isValue) {
            return new Shared(value instanceof Value.Fresh ? Reason.NEW_VALUE : Reason.VALUE, value, null);
        }
        return null;
    }

    /** What the field always holds, if that is shared. */
    private @Nullable Shared content(FieldRef field) {
        Shared found = null;
        List<Observation> writes = fields.writes(field);
        for (Observation write : writes) {
            Value written = Fields.written(write);
            if (written instanceof Value.Null) {
                continue;
            }
            Shared here = byItself(written, write.body());
            if (here == null) {
                return null;
            }
            found = found == null || here.reason() == Reason.NEW_VALUE ? here : found;
        }
        return found == null ? null : new Shared(found.reason(), found.origin(), field);
    }

    /** Whether nobody outside the code under analysis can put something else into the field. */
    public boolean isClosed(FieldRef field) {
        FieldInfo info = fields.info(field);
        return info != null && (info.isFinal() || info.isPrivate());
    }
}
