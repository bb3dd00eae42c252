package dev.concurrencylint.code;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method as an instruction names it.
 *
 * @param owner internal name, with slashes; an array's descriptor for calls on arrays
 * @param descriptor JVM descriptor
 */
public record MethodRef(String owner, String name, String descriptor) {
    /** The number of declared parameters, the receiver aside. */
    public int parameterCount() {
        return parameterTypes().size();
    }

    /** The descriptors of the declared parameters, the receiver aside. */
    public List<String> parameterTypes() {
        List<String> types = new ArrayList<>();
        for (int i = 1; descriptor.charAt(i) != ')'; i++) {
            int start = i;
            while (descriptor.charAt(i) == '[') {
                i++;
            }
            if (descriptor.charAt(i) == 'L') {
                i = descriptor.indexOf(';', i);
            }
            types.add(descriptor.substring(start, i + 1));
        }
        return types;
    }

    /** The return type's descriptor. */
    public String returnType() {
        return descriptor.substring(descriptor.indexOf(')') + 1);
    }

    /** The internal name of the returned class, or null for primitives, arrays and void. */
    public @Nullable String returnedClass() {
        String type = returnType();
        return type.charAt(0) == 'L' ? type.substring(1, type.length() - 1) : null;
    }

    /** Written out, as it is asked very often. */
    @Override
    public int hashCode() {
        return (owner.hashCode() * 31 + name.hashCode()) * 31 + descriptor.hashCode();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MethodRef that
                && name.equals(that.name)
                && owner.equals(that.owner)
                && descriptor.equals(that.descriptor);
    }

    @Override
    public String toString() {
        return owner + "." + name + descriptor;
    }
}
