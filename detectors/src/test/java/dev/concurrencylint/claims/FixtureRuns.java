package dev.concurrencylint.claims;

import static java.util.Objects.requireNonNull;

import dev.concurrencylint.specification.LabelledSource;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs methods and constructors of labelled programs, each alone, on new objects of new classes.
 *
 * @param classes all of the fixtures, by name with dots
 */
record FixtureRuns(Map<String, byte[]> classes) {
    private static final String ENDING = ".class";

    FixtureRuns {
        classes = Map.copyOf(classes);
    }

    /** Something that others may call. */
    record Entry(String className, String name, List<String> parameters, int choices) {
        @Override
        public String toString() {
            return className.substring(className.lastIndexOf('.') + 1) + "." + name + parameters;
        }

        boolean isConstructor() {
            return name.equals("<init>");
        }

        boolean isOf(SourceMethods.SourceMethod method) {
            return className.equals(method.className()) && name.equals(method.name());
        }

        private static Entry of(Executable executable, int mostChoices) {
            return new Entry(
                    executable.getDeclaringClass().getName(),
                    executable instanceof Constructor<?> ? "<init>" : executable.getName(),
                    Arrays.stream(executable.getParameterTypes())
                            .map(Class::getTypeName)
                            .toList(),
                    Arguments.choices(executable, mostChoices));
        }
    }

    /**
     * What came of a call.
     *
     * @param thrown in the call's thread, or in those that it started
     * @param change a lock or semaphore that is not as it was before; not told while threads are left
     */
    record Ran(List<Throwable> thrown, Optional<Synchronisers.Change> change) {}

    static FixtureRuns all() {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        LabelledSource.root()
                .files("", ENDING)
                .forEach((path, bytes) -> classes.put(
                        path.substring(0, path.length() - ENDING.length()).replace('/', '.'), bytes));
        return new FixtureRuns(classes);
    }

    /** What may be called of a file's classes, in a fixed order. */
    List<Entry> entries(LabelledSource source, int mostChoices) throws ClassNotFoundException {
        ClassLoader loader = new FreshClasses(classes);
        List<Entry> entries = new ArrayList<>();
        for (String name : namesOf(source)) {
            Class<?> type = loader.loadClass(name);
            if (!type.isAnonymousClass() && !type.isLocalClass()) {
                executables(type)
                        .map(each -> Entry.of(each, mostChoices))
                        .sorted((one, other) -> one.toString().compareTo(other.toString()))
                        .forEach(entries::add);
            }
        }
        return entries;
    }

    byte[] bytes(String className) {
        return requireNonNull(classes.get(className), className);
    }

    String topClass(LabelledSource source) {
        String file = source.path().substring(0, source.path().length() - ".java".length());
        return "dev.concurrencylint.fixtures." + file.replace('/', '.');
    }

    /** The names of the file's classes. */
    List<String> namesOf(LabelledSource source) {
        String top = topClass(source);
        return classes.keySet().stream()
                .filter(name -> name.equals(top) || name.startsWith(top + "$"))
                .sorted()
                .toList();
    }

    private static Stream<Executable> executables(Class<?> type) {
        Stream<Constructor<?>> constructors =
                Modifier.isAbstract(type.getModifiers()) ? Stream.empty() : Stream.of(type.getDeclaredConstructors());
        return Stream.<Executable>concat(constructors, Stream.of(type.getDeclaredMethods()))
                .filter(each -> !each.isSynthetic()
                        && !Modifier.isPrivate(each.getModifiers())
                        && !Modifier.isAbstract(each.getModifiers()));
    }

    /** In which circumstances. */
    enum Mode {
        PLAIN,
        /** The calling thread is interrupted. */
        INTERRUPTED,
        /** Another thread has all locks and permits, until this one waits or has ended. */
        TAKEN,
        /** Another thread has all but the first, until this one has ended. */
        OTHERS_TAKEN
    }

    /** Calls it and waits for all threads that it starts. */
    Ran run(Entry entry, int choice, Mode mode) throws ReflectiveOperationException {
        Class<?> type = new FreshClasses(classes).loadClass(entry.className());
        Executable executable = executables(type)
                .filter(each -> Entry.of(each, 1).toString().equals(entry.toString()))
                .findFirst()
                .orElseThrow();
        executable.setAccessible(true);
        Sandbox sandbox = new Sandbox();
        Arguments arguments = new Arguments(sandbox, choice);
        Optional<Object> target = targetOf(executable, arguments);
        if (target.isEmpty() && needsTarget(executable)) {
            return new Ran(List.of(), Optional.empty());
        }
        @Nullable Object[] given = arguments.of(executable);
        List<@Nullable Object> roots = new ArrayList<>(Arrays.asList(given));
        roots.addAll(nest(type));
        target.ifPresent(roots::add);
        Synchronisers before = Synchronisers.reachedFrom(roots);
        Taken taken = Taken.all(
                switch (mode) {
                    case PLAIN, INTERRUPTED -> List.of();
                    case TAKEN -> before.found();
                    case OTHERS_TAKEN -> before.found().stream().skip(1).toList();
                });
        List<Throwable> thrown = sandbox.run(
                () -> call(executable, target.orElse(null), given),
                mode == Mode.INTERRUPTED,
                mode == Mode.TAKEN ? taken::giveBack : () -> {});
        taken.giveBack();
        Optional<Synchronisers.Change> change =
                sandbox.isOver() ? Synchronisers.reachedFrom(roots).changeSince(before) : Optional.empty();
        return new Ran(thrown, change);
    }

    private static Collection<Class<?>> nest(Class<?> type) {
        Class<?> host = type.getNestHost();
        return Arrays.asList(host.getNestMembers());
    }

    private static boolean needsTarget(Executable executable) {
        return executable instanceof Method && !Modifier.isStatic(executable.getModifiers());
    }

    /** Empty where none is needed, and where the class has no objects. */
    private static Optional<Object> targetOf(Executable executable, Arguments arguments) {
        if (!needsTarget(executable)) {
            return Optional.empty();
        }
        try {
            return arguments.makeOne(executable.getDeclaringClass());
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }

    private static @Nullable Object call(Executable executable, @Nullable Object target, @Nullable Object[] given)
            throws ReflectiveOperationException {
        if (executable instanceof Constructor<?> constructor) {
            constructor.newInstance(given);
            return null;
        }
        return ((Method) executable).invoke(target, given);
    }
}
