package dev.concurrencylint.claims;

import java.io.IOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.Type;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Implements an interface of the fixtures': says yes and runs what it is given, or fails, or says no.
 *
 * @param option 0, 1, 2 in this order
 */
record StandIn(Class<?> type, int option, Values values) implements InvocationHandler {
    private static final int FAILS = 1;

    /** What the methods return. */
    interface Values {
        @Nullable
        Object of(Class<?> type, Type generic, int option) throws ReflectiveOperationException;
    }

    static Object of(Class<?> type, int option, Values values) {
        ClassLoader loader = type.getClassLoader() == null ? StandIn.class.getClassLoader() : type.getClassLoader();
        return Proxy.newProxyInstance(loader, new Class<?>[] {type}, new StandIn(type, option, values));
    }

    @Override
    public @Nullable Object invoke(Object self, Method method, @Nullable Object @Nullable [] given) throws Exception {
        if (method.getDeclaringClass() == Object.class) {
            return ofEveryObject(self, method, given);
        }
        if (option == FAILS) {
            throw failure(method);
        }
        for (Object each : given == null ? new Object[0] : given) {
            if (each instanceof Runnable task) {
                task.run();
            }
        }
        Class<?> result = method.getReturnType();
        int yes = result == boolean.class && option == 0 ? 1 : 0;
        return result == void.class ? null : values.of(result, method.getGenericReturnType(), yes);
    }

    private Object ofEveryObject(Object self, Method method, @Nullable Object @Nullable [] given) {
        return switch (method.getName()) {
            case "equals" -> given != null && self == given[0];
            case "hashCode" -> System.identityHashCode(self);
            default -> "given " + type.getSimpleName();
        };
    }

    private static Exception failure(Method method) {
        return Arrays.asList(method.getExceptionTypes()).contains(IOException.class)
                ? new IOException("fails")
                : new IllegalStateException("fails");
    }
}
