package dev.concurrencylint.code;

import org.jspecify.annotations.Nullable;

/**
 * A field as an instruction names it, or, where resolved, by the class that declares it.
 *
 * @param owner internal name
 */
public record FieldRef(String owner, String name, String descriptor) {
    /** Written out, as it is asked very often. */
    @Override
    public int hashCode() {
        return owner.hashCode() * 31 + name.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof FieldRef that
                && name.equals(that.name)
                && owner.equals(that.owner)
                && descriptor.equals(that.descriptor);
    }

    @Override
    public String toString() {
        return owner + "." + name;
    }
}
