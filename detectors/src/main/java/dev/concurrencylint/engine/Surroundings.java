package dev.concurrencylint.engine;

import dev.concurrencylint.bytecode.ProgramReader;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.summaries.Summaries;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The methods that local and anonymous classes stand in. */
final class Surroundings {
    private final ProgramReader reader;
    private final Summaries summaries;
    private final Map<String, List<MethodName>> known = new HashMap<>();

    Surroundings(ProgramReader reader, Summaries summaries) {
        this.reader = reader;
        this.summaries = summaries;
    }

    /** The methods around the class of the finding's primary place, from the innermost outwards. */
    List<MethodName> of(Finding finding) {
        String name = finding.place().source().className();
        return outer(name.replace('.', '/')) == null
                ? List.of()
                : known.computeIfAbsent(name.replace('.', '/'), this::around);
    }

    private List<MethodName> around(String className) {
        List<MethodName> methods = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (String name = className; name != null && seen.add(name); ) {
            MethodRef method = enclosing(name);
            if (method != null && !method.name().isEmpty()) {
                methods.add(source(method));
            }
            name = method == null ? outer(name) : method.owner();
        }
        return methods;
    }

    /** A class that can't be read stands nowhere. */
    private @Nullable MethodRef enclosing(String name) {
        try {
            return reader.enclosingMethod(name);
        } catch (RuntimeException e) {
            return null;
        }
    }

    /** A class in a lambda stands, to its readers, in the method that the lambda stands in. */
    private MethodName source(MethodRef method) {
        ClassInfo type = reader.program().classes().get(method.owner());
        MethodInfo info = type == null ? null : type.method(method.name(), method.descriptor());
        MethodRef ref = info == null ? method : summaries.sourceMethod(info).ref();
        return new MethodName(ref.owner().replace('/', '.'), ref.name(), ref.descriptor());
    }

    private static @Nullable String outer(String name) {
        int dollar = name.lastIndexOf('$');
        return dollar <= name.lastIndexOf('/') + 1 ? null : name.substring(0, dollar);
    }
}
