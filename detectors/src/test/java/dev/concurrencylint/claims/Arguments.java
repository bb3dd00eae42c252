package dev.concurrencylint.claims;

import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Values for parameters, chosen by their types.
 *
 * @param choice which of the possible combinations: 0 is the plainest; each digit, mixed, picks for one parameter
 */
record Arguments(Sandbox sandbox, int choice) {
    private static final int DEEPEST = 4;

    /** How many combinations are worth a try. */
    static int choices(Executable executable, int most) {
        long product = 1;
        for (Class<?> type : executable.getParameterTypes()) {
            product *= options(type);
        }
        return (int) Math.min(product, most);
    }

    @Nullable
    Object[] of(Executable executable) throws ReflectiveOperationException {
        return of(executable, choice, 0);
    }

    /** A new object of a class of the fixtures, or of one of its subclasses in the same file. */
    Optional<Object> makeOne(Class<?> type) throws ReflectiveOperationException {
        return Optional.ofNullable(ours(type, 0));
    }

    /** By the constructor with the fewest parameters; null if it throws. */
    private @Nullable Object make(Class<?> type, int depth) throws ReflectiveOperationException {
        Constructor<?> constructor = Arrays.stream(type.getDeclaredConstructors())
                .filter(each -> !each.isSynthetic())
                .min(Comparator.comparingInt(Constructor::getParameterCount))
                .orElseThrow(() -> new NoSuchMethodException(type.getName()));
        constructor.setAccessible(true);
        try {
            return constructor.newInstance(of(constructor, 0, depth + 1));
        } catch (InvocationTargetException e) {
            return null;
        }
    }

    private @Nullable Object[] of(Executable executable, int from, int depth) throws ReflectiveOperationException {
        Class<?>[] types = executable.getParameterTypes();
        Type[] generics = executable.getGenericParameterTypes();
        @Nullable Object[] values = new @Nullable Object[types.length];
        int rest = from;
        for (int i = 0; i < types.length; i++) {
            int options = options(types[i]);
            values[i] =
                    value(types[i], generics.length == types.length ? generics[i] : types[i], rest % options, depth);
            rest /= options;
        }
        return values;
    }

    private static int options(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return 4;
        }
        if (isAnswering(type) || type == CompletableFuture.class || type == CompletionStage.class) {
            return 3;
        }
        boolean two = type == boolean.class
                || type == String.class
                || type == Optional.class
                || type.isArray()
                || type.isEnum()
                || LibraryObjects.isStream(type)
                || isCollection(type)
                || Executor.class.isAssignableFrom(type);
        return two ? 2 : 1;
    }

    /** An interface that a stand-in implements: it says yes, fails, or says no. */
    private static boolean isAnswering(Class<?> type) {
        return type.isInterface()
                && !isCollection(type)
                && !Executor.class.isAssignableFrom(type)
                && !type.getName().startsWith("java.util.concurrent.")
                && type != Map.class;
    }

    private static boolean isCollection(Class<?> type) {
        return Iterable.class.isAssignableFrom(type) && type.getName().startsWith("java.util.");
    }

    private @Nullable Object value(Class<?> type, Type generic, int option, int depth)
            throws ReflectiveOperationException {
        if (type.isPrimitive() || Number.class.isAssignableFrom(type) || type == Boolean.class) {
            return number(type, option);
        }
        if (type == String.class) {
            return option == 0 ? "x" : "";
        }
        if (type.isEnum()) {
            return type == TimeUnit.class ? TimeUnit.MILLISECONDS : enumConstant(type, option);
        }
        if (type.isArray()) {
            return array(type.getComponentType(), option, depth);
        }
        Object known = known(type, generic, option, depth);
        if (known != null) {
            return known;
        }
        if (type.isInterface() && depth < DEEPEST) {
            return StandIn.of(type, option, (result, generics, choice) -> value(result, generics, choice, depth + 1));
        }
        if (depth < DEEPEST && isOurs(type)) {
            return ours(type, depth);
        }
        return null;
    }

    private static boolean isOurs(Class<?> type) {
        return type.getName().startsWith("dev.concurrencylint.fixtures.");
    }

    private @Nullable Object ours(Class<?> type, int depth) throws ReflectiveOperationException {
        if (type.isEnum()) {
            return enumConstant(type, 0);
        }
        if (!Modifier.isAbstract(type.getModifiers())) {
            return make(type, depth);
        }
        Class<?> host = type.getNestHost();
        for (Class<?> each : host.getDeclaredClasses()) {
            if (type.isAssignableFrom(each) && !Modifier.isAbstract(each.getModifiers())) {
                return make(each, depth);
            }
        }
        return null;
    }

    private static Object number(Class<?> type, int option) {
        int value = new int[] {1, 0, 100, -1}[option];
        if (type == boolean.class || type == Boolean.class) {
            return option == 1;
        }
        if (type == long.class || type == Long.class) {
            return (long) value;
        }
        if (type == double.class || type == Double.class) {
            return (double) value;
        }
        if (type == char.class) {
            return 'x';
        }
        if (type == byte.class) {
            return (byte) value;
        }
        if (type == short.class) {
            return (short) value;
        }
        if (type == float.class) {
            return (float) value;
        }
        return value;
    }

    private static Object enumConstant(Class<?> type, int option) {
        Object[] constants = type.getEnumConstants();
        return constants[Math.min(option, constants.length - 1)];
    }

    private Object array(Class<?> element, int option, int depth) throws ReflectiveOperationException {
        Object array = Array.newInstance(element, option == 0 ? 2 : 0);
        for (int i = 0; i < Array.getLength(array); i++) {
            Array.set(array, i, value(element, element, i % options(element), depth + 1));
        }
        return array;
    }

    private @Nullable Object known(Class<?> type, Type generic, int option, int depth)
            throws ReflectiveOperationException {
        if (type.isAssignableFrom(ScheduledExecutorService.class) && Executor.class.isAssignableFrom(type)) {
            return executor(type, option);
        }
        if (isCollection(type)) {
            return collection(type, generic, option, depth);
        }
        if (type == Optional.class) {
            return option == 1 ? Optional.empty() : Optional.ofNullable(element(generic, depth));
        }
        if (type == Map.class || type == HashMap.class) {
            return new HashMap<>();
        }
        if (type == CompletableFuture.class || type == CompletionStage.class) {
            return switch (option) {
                case 0 -> CompletableFuture.completedFuture(element(generic, depth));
                case 1 -> sandbox.later(element(generic, depth));
                default -> CompletableFuture.failedFuture(new IllegalStateException("fails"));
            };
        }
        return LibraryObjects.of(type, option);
    }

    private Object executor(Class<?> type, int option) {
        if (type == ScheduledExecutorService.class) {
            return sandbox.scheduler();
        }
        return sandbox.executor(option == 1);
    }

    private @Nullable Object collection(Class<?> type, Type generic, int option, int depth)
            throws ReflectiveOperationException {
        List<@Nullable Object> elements = new ArrayList<>();
        if (option == 0 && depth < DEEPEST) {
            elements.add(element(generic, depth));
            elements.add(element(generic, depth));
        }
        if (type.isAssignableFrom(ArrayList.class)) {
            return elements;
        }
        if (type.isAssignableFrom(ArrayDeque.class)) {
            return new ArrayDeque<>(elements);
        }
        if (type.isAssignableFrom(LinkedHashSet.class)) {
            return new LinkedHashSet<>(elements);
        }
        return type.isAssignableFrom(LinkedBlockingDeque.class) ? new LinkedBlockingDeque<>(elements) : null;
    }

    private @Nullable Object element(Type generic, int depth) throws ReflectiveOperationException {
        if (generic instanceof ParameterizedType parameterized) {
            Type argument = parameterized.getActualTypeArguments()[0];
            if (argument instanceof WildcardType wildcard) {
                argument = wildcard.getUpperBounds()[0];
            }
            Type raw = argument instanceof ParameterizedType inner ? inner.getRawType() : argument;
            if (raw instanceof Class<?> type) {
                return value(type, argument, 0, depth + 1);
            }
        }
        return "x";
    }
}
