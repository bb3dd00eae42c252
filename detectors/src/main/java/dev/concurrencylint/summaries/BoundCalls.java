package dev.concurrencylint.summaries;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.flow.Bound;
import dev.concurrencylint.flow.Effect;
import dev.concurrencylint.flow.Environment;
import dev.concurrencylint.flow.FlowAnalysis;
import dev.concurrencylint.flow.FlowResult;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.MethodInfo;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What methods do with the lambdas that they are given, found out when it is asked for and kept as long as no summary changes. */
final class BoundCalls {
    /** A lambda is followed through so many methods that give it on. */
    private static final int DEEPEST = 3;

    private record Key(MethodInfo method, List<Bound.Given> given) {}

    /** Gives the effect of a method that was analysed so. */
    interface Effects {
        Effect of(MethodInfo method, FlowResult flow, Code code);
    }

    private final CodeSource source;
    private final Environment world;
    private final Effects effects;
    private final Map<Key, Bound> known = new HashMap<>();
    private final Set<Key> open = new HashSet<>();

    BoundCalls(CodeSource source, Environment world, Effects effects) {
        this.source = source;
        this.world = world;
        this.effects = effects;
    }

    /** Null where it is not to be known. */
    @Nullable
    Bound of(MethodInfo method, List<Bound.Given> given) {
        Key key = new Key(method, List.copyOf(given));
        Bound kept = known.get(key);
        if (kept != null) {
            return kept;
        }
        Code code = open.size() < DEEPEST ? source.code(method) : null;
        if (code == null) {
            return null;
        }
        if (!open.add(key)) {
            return null; // a method that gives a lambda on to itself is not followed
        }
        try {
            FlowResult flow = FlowAnalysis.analyse(code, Parameters.of(method), given, world);
            Bound found = new Bound(effects.of(method, flow, code), flow.left());
            if (open.size() == 1) {
                known.put(key, found); // what is found on the way depends on how far the way is
            }
            return found;
        } finally {
            open.remove(key);
        }
    }

    /** Forgets everything, and tells of which methods something was known. */
    Set<MethodInfo> forget() {
        Set<MethodInfo> methods = new HashSet<>();
        known.keySet().forEach(key -> methods.add(key.method()));
        known.clear();
        return methods;
    }
}
