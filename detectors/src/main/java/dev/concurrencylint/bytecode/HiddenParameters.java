package dev.concurrencylint.bytecode;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The parameters of a class's constructors that the source does not show, as far as the class file tells. Compilers put an enum's name and
 * number and the outer object in front, and captured variables behind; and annotations of parameters are counted without all of them.
 */
final class HiddenParameters {
    /** How the field begins that holds a captured variable. */
    private static final String CAPTURED = "val$";

    /** An enum's name and number. */
    private static final int OF_ENUM = 2;

    private String name = "";
    private boolean isEnum;
    private @Nullable String enclosing;
    private int captured;

    void ofClass(String className, int access) {
        name = className;
        isEnum = (access & Opcodes.ACC_ENUM) != 0;
    }

    void ofInnerClass(String className, @Nullable String outer, int access) {
        if (className.equals(name) && outer != null && (access & Opcodes.ACC_STATIC) == 0) {
            enclosing = outer;
        }
    }

    /** The class that a local class stands in. */
    void ofEnclosing(String owner) {
        enclosing = owner;
    }

    void ofField(String field, int access) {
        if ((access & Opcodes.ACC_SYNTHETIC) != 0 && field.startsWith(CAPTURED)) {
            captured++;
        }
    }

    /** Of a method of that descriptor; once all fields are told. */
    Order order(String descriptor) {
        return new Order(Type.getArgumentTypes(descriptor));
    }

    private int inFront(Type[] parameters) {
        if (isEnum) {
            return OF_ENUM;
        }
        return enclosing != null
                        && parameters.length > 0
                        && parameters[0].getSort() == Type.OBJECT
                        && parameters[0].getInternalName().equals(enclosing)
                ? 1
                : 0;
    }

    /** Where the parameters of a method that the source shows stand among all of them. */
    final class Order {
        private final Type[] parameters;
        private final List<Integer> flags = new ArrayList<>();
        private int hidden;

        private Order(Type[] parameters) {
            this.parameters = parameters;
        }

        /** The next parameter has these flags; not all class files tell any. */
        void add(int access) {
            flags.add(access);
        }

        /** Annotations are counted over so many parameters. */
        void annotated(int count) {
            hidden = count == 0 ? 0 : Math.max(0, parameters.length - count);
        }

        /** The place, from 0, of the parameter that annotations know under that number. */
        int place(int annotated) {
            if (hidden == 0) {
                return annotated;
            }
            List<Integer> shown = new ArrayList<>();
            for (int i = 0; i < flags.size(); i++) {
                if ((flags.get(i) & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_MANDATED)) == 0) {
                    shown.add(i);
                }
            }
            if (flags.size() == parameters.length && shown.size() == parameters.length - hidden) {
                return shown.get(annotated);
            }
            // A local class of a static method has no outer object, though its first parameter may be of that type.
            int front = hidden <= captured ? 0 : Math.min(hidden, inFront(parameters));
            return annotated + front;
        }
    }
}
