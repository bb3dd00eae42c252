package dev.concurrencylint.code;

/**
 * A field as an instruction names it, or, where resolved, by the class that declares it.
 *
 * @param owner internal name
 */
public record FieldRef(String owner, String name, String descriptor) {
    @Override
    public String toString() {
        return owner + "." + name;
    }
}
