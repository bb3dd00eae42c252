package dev.concurrencylint.code;

/**
 * A method as an instruction names it.
 *
 * @param owner internal name, with slashes; an array's descriptor for calls on arrays
 * @param descriptor JVM descriptor
 */
public record MethodRef(String owner, String name, String descriptor) {
    /** The number of declared parameters, the receiver aside. */
    public int parameterCount() {
        int count = 0;
        for (int i = 1; descriptor.charAt(i) != ')'; i++) {
            while (descriptor.charAt(i) == '[') {
                i++;
            }
            if (descriptor.charAt(i) == 'L') {
                i = descriptor.indexOf(';', i);
            }
            count++;
        }
        return count;
    }

    /** The return type's descriptor. */
    public String returnType() {
        return descriptor.substring(descriptor.indexOf(')') + 1);
    }

    /** The internal name of the returned class, or null for primitives, arrays and void. */
    public @org.jspecify.annotations.Nullable String returnedClass() {
        String type = returnType();
        return type.charAt(0) == 'L' ? type.substring(1, type.length() - 1) : null;
    }

    @Override
    public String toString() {
        return owner + "." + name + descriptor;
    }
}
