package dev.concurrencylint.waiting;

import dev.concurrencylint.flow.Value;
import dev.concurrencylint.models.WaitModel;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What methods say that their callers have to hold: by annotations, or by a name. */
final class Contracts {
    private final CodeSource source;
    private final WaitModel model;
    private final Map<String, Boolean> naming = new HashMap<>();

    Contracts(CodeSource source, WaitModel model) {
        this.source = source;
        this.model = model;
    }

    /** Whether the method says that its callers hold it. */
    boolean isHeldByContract(MethodInfo method, Wanted wanted) {
        if (method.ref().name().endsWith("Locked")) {
            return true; // the convention for "caller must hold"
        }
        for (String lock : toBeHeld(method)) {
            if (isNamed(lock, wanted.object(), method)) {
                return true;
            }
        }
        return false;
    }

    /** What annotations of the method say that its callers hold, in their words. */
    List<String> toBeHeld(MethodInfo method) {
        boolean any = naming.computeIfAbsent(method.ref().owner(), type -> source.names(type, model.promises()));
        return any ? source.toBeHeld(method, model.promises()) : List.of();
    }

    /** Whether the words of an annotation mean the object: {@code this}, {@code lock}, {@code this.lock}, {@code C.this}, {@code C.class}, {@code C.lock}. */
    private static boolean isNamed(String words, Value object, MethodInfo method) {
        String owner = method.ref().owner();
        String simple = owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1);
        return names(object, method, simple).contains(words.replace("()", ""));
    }

    private static List<String> names(Value object, MethodInfo method, String simple) {
        if (object instanceof Value.Parameter parameter && parameter.index() == 0 && !method.isStatic()) {
            return List.of("this", simple + ".this");
        }
        if (object instanceof Value.Field field) {
            String name = field.field().name();
            if (name.startsWith("this$")) {
                String outer = field.field().descriptor();
                String type = outer.substring(1, outer.length() - 1);
                return List.of(type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1) + ".this");
            }
            return List.of(name, "this." + name, simple + "." + name, simple + ".this." + name);
        }
        if (object instanceof Value.View view) {
            List<String> whole = names(view.lock(), method, simple);
            return whole.stream()
                    .flatMap(name ->
                            java.util.stream.Stream.of(name, name + (view.write() ? ".writeLock" : ".readLock")))
                    .toList();
        }
        if (object instanceof Value.Literal literal && literal.text().endsWith(".class")) {
            String type = literal.text().substring(0, literal.text().length() - 6);
            return List.of(type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1) + ".class");
        }
        return List.of();
    }
}
