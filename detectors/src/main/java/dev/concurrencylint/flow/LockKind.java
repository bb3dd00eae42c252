package dev.concurrencylint.flow;

import dev.concurrencylint.code.FieldRef;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which locks of all objects a name may mean.
 *
 * @param field the field that holds the lock, or the array of locks; null where the name doesn't end in a field
 * @param own whether the class makes the lock for this field, so that no other field has it
 * @param type what the lock, or the lock whose half it is, is declared as: an internal name, or null where unknown
 * @param telling whether the type says enough to know the lock by: a class of the program's own
 * @param write which half of a read-write lock; null for a lock without halves
 * @param permits whether it is a semaphore
 */
public record LockKind(
        @Nullable FieldRef field,
        boolean own,
        @Nullable String type,
        boolean telling,
        @Nullable Boolean write,
        boolean permits) {
    /** A synchroniser of which nothing is known. */
    public static final LockKind ANY = new LockKind(null, false, null, false, null, false);

    /** Whether two names may mean one lock. */
    public boolean mayBe(LockKind other, Environment environment) {
        if (equals(ANY) || other.equals(ANY)) {
            return true;
        }
        if (permits != other.permits) {
            return false;
        }
        if (own && other.own && !Objects.equals(field, other.field)) {
            return false;
        }
        if ((write == null) != (other.write == null)) {
            return write == null ? !own : !other.own; // what a class makes for a field is no half
        }
        return !isOtherHalf(other) && mayBeOfOneType(other, environment);
    }

    /** Whether the names show that such locks are one and the same matter: the same field; or a telling type, by which alone one is known. */
    public boolean isLike(LockKind other, Environment environment) {
        if (isOtherHalf(other) || permits != other.permits) {
            return false;
        }
        if (field != null && other.field != null) {
            return field.equals(other.field);
        }
        return telling && other.telling && mayBeOfOneType(other, environment);
    }

    /** Whether the name says anything by which other names can be told to be like it. */
    public boolean isNamed() {
        return field != null || telling;
    }

    private boolean isOtherHalf(LockKind other) {
        return write != null && other.write != null && !write.equals(other.write);
    }

    private boolean mayBeOfOneType(LockKind other, Environment environment) {
        return type == null
                || other.type == null
                || environment.isSubtype(type, other.type)
                || environment.isSubtype(other.type, type);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof LockKind that
                        && own == that.own
                        && telling == that.telling
                        && permits == that.permits
                        && Objects.equals(field, that.field)
                        && Objects.equals(type, that.type)
                        && Objects.equals(write, that.write);
    }

    @Override
    public int hashCode() {
        int hash = Objects.hashCode(field);
        hash = 31 * hash + Boolean.hashCode(own);
        hash = 31 * hash + Objects.hashCode(type);
        hash = 31 * hash + Boolean.hashCode(telling);
        hash = 31 * hash + Objects.hashCode(write);
        hash = 31 * hash + Boolean.hashCode(permits);
        return hash;
    }
}
