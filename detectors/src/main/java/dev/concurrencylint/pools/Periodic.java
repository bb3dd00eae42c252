package dev.concurrencylint.pools;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.PeriodicModel;
import dev.concurrencylint.models.PeriodicModel.Trait;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the models say of methods, with all that a type inherits. */
final class Periodic {
    private final Program program;
    private final PeriodicModel model;
    private final Map<MethodRef, SortedSet<String>> failures = new HashMap<>();
    private @Nullable SortedSet<String> watched;

    Periodic(Program program, PeriodicModel model) {
        this.program = program;
        this.model = model;
    }

    /** Whether the method of the library, or one that it overrides, has the trait; one that the program declares has none. */
    boolean is(Trait trait, MethodRef method) {
        String signature = method.name() + method.descriptor();
        for (String type : program.ancestors(method.owner())) {
            if (model.is(trait, type, signature)) {
                MethodInfo declared = program.resolve(method);
                return declared == null || !program.underAnalysis(declared);
            }
        }
        return false;
    }

    /** The methods under analysis that may call a method with the trait, sorted. */
    SortedSet<MethodInfo> callers(Trait trait) {
        SortedSet<String> seen = new TreeSet<>();
        SortedSet<MethodInfo> callers = new TreeSet<>();
        for (String pattern : model.methods(trait)) {
            int dot = pattern.indexOf('.');
            ClassInfo type = program.findIfThere(pattern.substring(0, dot));
            for (MethodInfo method : type == null ? List.<MethodInfo>of() : type.methods()) {
                MethodRef ref = method.ref();
                if (model.is(trait, ref.owner(), ref.name() + ref.descriptor())
                        && seen.add(ref.name() + ref.descriptor())) {
                    addCallers(ref, trait, callers);
                }
            }
        }
        return callers;
    }

    private void addCallers(MethodRef wanted, Trait trait, SortedSet<MethodInfo> callers) {
        for (ClassInfo type : program.mentioning(wanted)) {
            for (MethodInfo method : type.methods()) {
                if (method.calls().stream()
                        .anyMatch(site -> site.method().name().equals(wanted.name()) && is(trait, site.method()))) {
                    callers.add(method);
                }
            }
        }
    }

    /** Whether the program has a class of its own below that type which sees to the failures of its tasks itself. */
    boolean mayBeWatched(String type) {
        return watched().stream().anyMatch(one -> program.isSubtype(one, type));
    }

    private SortedSet<String> watched() {
        SortedSet<String> found = watched;
        if (found == null) {
            found = new TreeSet<>();
            SortedSet<String> names = new TreeSet<>();
            for (Trait trait : List.of(Trait.WATCHED_BY, Trait.RUN_BY)) {
                model.methods(trait).forEach(pattern -> names.add(nameIn(pattern)));
            }
            for (ClassInfo type : program.classes().values()) {
                if (type.methods().stream()
                                .anyMatch(one -> names.contains(one.ref().name()) && one.hasCode())
                        && isWatched(type.name())) {
                    found.add(type.name());
                }
            }
            watched = found;
        }
        return found;
    }

    private static String nameIn(String pattern) {
        int paren = pattern.indexOf('(');
        return pattern.substring(pattern.indexOf('.') + 1, paren < 0 ? pattern.length() : paren);
    }

    /** Whether the class of the program sees to the failures of its tasks itself. Internal name. */
    boolean isWatched(String type) {
        for (String ancestor : program.ancestors(type)) {
            ClassInfo info = program.contains(ancestor) ? program.find(ancestor) : null;
            for (MethodInfo method : info == null ? List.<MethodInfo>of() : info.methods()) {
                if (method.hasCode() && overrides(method)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean overrides(MethodInfo method) {
        String signature = method.ref().name() + method.ref().descriptor();
        return program.ancestors(method.ref().owner()).stream()
                .anyMatch(
                        type -> model.is(Trait.WATCHED_BY, type, signature) || model.is(Trait.RUN_BY, type, signature));
    }

    /** The unchecked exceptions in which the method throws what other work failed with. */
    SortedSet<String> failures(MethodRef method) {
        return failures.computeIfAbsent(method, asked -> {
            SortedSet<String> types = new TreeSet<>();
            for (String type : program.ancestors(asked.owner())) {
                types.addAll(model.failures(type, asked.name() + asked.descriptor()));
            }
            return types;
        });
    }
}
