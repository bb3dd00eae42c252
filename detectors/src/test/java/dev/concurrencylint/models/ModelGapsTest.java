package dev.concurrencylint.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Prints what of a library's public API looks as if it waits, or as if it calls back, and no model mentions: a list to read, with much in it that is as it
 * should be. It stands in {@code target/model-gaps.txt}.
 */
final class ModelGapsTest {
    private static final Path REPORT = Path.of("target", "model-gaps.txt");
    private static final Set<String> WAITING = Set.of(
            "java/lang/InterruptedException",
            "java/util/concurrent/ExecutionException",
            "java/util/concurrent/TimeoutException");
    private static final Set<String> TIMES = Set.of("java/time/Duration", "java/util/concurrent/TimeUnit");
    private static final Pattern NAMES =
            Pattern.compile("(await|block|join|wait)(Now|First|Last|Optional|[A-Z].*)?|sync(Uninterruptibly)?");
    private static final Pattern OWN = Pattern.compile(".*/(impl|internal|shaded|spi|util/internal|imps)/.*");

    private final AsyncModel model = Models.shipped().async();
    private final Map<String, ClassNode> classes = new TreeMap<>();

    @Test
    void whatNoModelMentionsIsListed() throws IOException {
        List<String> lines = new ArrayList<>();
        for (Path jar : Stream.concat(ModelJars.all().stream(), ModelJars.newer().stream())
                .toList()) {
            List<ClassNode> own = read(jar);
            own.forEach(type -> classes.put(type.name, type));
            if (own.stream().anyMatch(this::isMentioned)) {
                report(jar, own, lines);
            }
        }
        Files.createDirectories(REPORT.toAbsolutePath().getParent());
        Files.write(REPORT, lines);

        assertThat(lines).anyMatch(line -> line.startsWith("netty-transport-"));
        assertThat(lines).noneMatch(line -> line.contains("waits io.netty.util.concurrent.Future.sync()"));
        assertThat(lines).noneMatch(line -> line.contains("calls back reactor.core.publisher.Mono.map("));
    }

    private void report(Path jar, List<ClassNode> own, List<String> lines) {
        SortedSet<String> waits = new TreeSet<>();
        SortedSet<String> callsBack = new TreeSet<>();
        for (ClassNode type : own) {
            if ((type.access & Opcodes.ACC_PUBLIC) == 0
                    || OWN.matcher(type.name).matches()) {
                continue;
            }
            for (MethodNode method : type.methods) {
                if ((method.access & Opcodes.ACC_PUBLIC) == 0 || (method.access & Opcodes.ACC_SYNTHETIC) != 0) {
                    continue;
                }
                String signature = method.name + method.desc;
                if (looksLikeWaiting(method) && !isWaitMentioned(type.name, signature)) {
                    waits.add("  waits " + told(type, method));
                }
                if (takesCode(method) && !isCallbackMentioned(type.name, signature)) {
                    callsBack.add("  calls back " + told(type, method));
                }
            }
        }
        lines.add(jar.getFileName() + ": " + waits.size() + " may wait, " + callsBack.size() + " may call back");
        lines.addAll(waits);
        lines.addAll(callsBack);
    }

    private static String told(ClassNode type, MethodNode method) {
        String arguments = Arrays.stream(Type.getArgumentTypes(method.desc))
                .map(each -> each.getClassName().replaceAll(".*\\.", ""))
                .reduce((one, other) -> one + ", " + other)
                .orElse("");
        return type.name.replace('/', '.') + "." + method.name + "(" + arguments + ")";
    }

    private static boolean looksLikeWaiting(MethodNode method) {
        return method.exceptions.stream().anyMatch(WAITING::contains)
                || NAMES.matcher(method.name).matches()
                || !method.name.startsWith("<")
                        && !method.name.startsWith("set")
                        && !method.name.startsWith("with")
                        && Arrays.stream(Type.getArgumentTypes(method.desc)).anyMatch(type -> isAny(type, TIMES));
    }

    private static boolean isAny(Type type, Set<String> names) {
        return type.getSort() == Type.OBJECT && names.contains(type.getInternalName());
    }

    private boolean takesCode(MethodNode method) {
        return Arrays.stream(Type.getArgumentTypes(method.desc))
                .filter(type -> type.getSort() == Type.OBJECT)
                .map(Type::getInternalName)
                .anyMatch(name -> name.startsWith("java/util/function/")
                        || name.equals("java/lang/Runnable")
                        || name.equals("java/util/concurrent/Callable")
                        || isFunctional(name));
    }

    private boolean isFunctional(String name) {
        ClassNode type = classes.get(name);
        return type != null
                && (type.access & Opcodes.ACC_INTERFACE) != 0
                && type.methods.stream()
                                .filter(method -> (method.access & Opcodes.ACC_ABSTRACT) != 0)
                                .count()
                        == 1
                && name.matches(
                        ".*(Action|Callback|Consumer|Function|Handler|Listener|Observer|Predicate|Subscriber|Supplier)");
    }

    private boolean isMentioned(ClassNode type) {
        return Arrays.stream(AsyncModel.Certainty.values())
                        .flatMap(certainty -> model.operations(certainty).stream())
                        .anyMatch(pattern -> pattern.startsWith(type.name + "."))
                || model.contexts().stream()
                        .anyMatch(context -> context.types().contains(type.name)
                                || context.arguments().types().contains(type.name));
    }

    private boolean isWaitMentioned(String type, String signature) {
        return ancestors(type)
                .anyMatch(each -> Arrays.stream(AsyncModel.Certainty.values())
                        .anyMatch(certainty -> model.is(certainty, each, signature)));
    }

    /** By the method, or by what it is given. */
    private boolean isCallbackMentioned(String type, String signature) {
        String descriptor = signature.substring(signature.indexOf('('));
        return ancestors(type)
                        .anyMatch(each -> model.contexts().stream()
                                .anyMatch(
                                        context -> context.takes(each, signature) || context.isNotBy(each, signature)))
                || Arrays.stream(Type.getArgumentTypes(descriptor))
                        .filter(argument -> argument.getSort() == Type.OBJECT)
                        .anyMatch(argument -> model.contexts().stream()
                                .anyMatch(context -> context.types().contains(argument.getInternalName())
                                        || context.parameters().contains(argument.getInternalName())));
    }

    private Stream<String> ancestors(String type) {
        ClassNode found = classes.get(type);
        if (found == null) {
            return Stream.of(type);
        }
        Stream<String> above = Stream.concat(Optional.ofNullable(found.superName).stream(), found.interfaces.stream());
        return Stream.concat(Stream.of(type), above.flatMap(this::ancestors));
    }

    private static List<ClassNode> read(Path jar) throws IOException {
        List<ClassNode> types = new ArrayList<>();
        try (JarFile file = new JarFile(jar.toFile())) {
            for (JarEntry entry : file.stream()
                    .filter(each -> each.getName().endsWith(".class"))
                    .filter(each -> !each.getName().startsWith("META-INF/")
                            && !each.getName().endsWith("-info.class"))
                    .toList()) {
                ClassNode type = new ClassNode();
                new ClassReader(file.getInputStream(entry))
                        .accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
                types.add(type);
            }
        }
        return types;
    }
}
