package dev.concurrencylint.summaries;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who may call whom: exact where the target is known, else by the hierarchy of the classes under analysis. */
public final class CallGraph {
    /** More targets than this are unknown. */
    static final int MOST_TARGETS = 12;

    private static final int REACH = 4;

    private record Call(CallKind kind, MethodRef method) {
        /** Written out, as it is asked very often. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Call that && kind == that.kind && method.equals(that.method);
        }

        @Override
        public int hashCode() {
            return method.hashCode();
        }
    }

    private final Program program;
    private final Map<Call, List<MethodInfo>> targets = new HashMap<>();
    private final Map<String, List<Namer>> callersByName = new HashMap<>();
    private final Map<MethodRef, SortedSet<MethodInfo>> makers = new HashMap<>();
    private final Map<String, Map<MethodRef, List<MethodInfo>>> makersByClass = new HashMap<>();

    CallGraph(Program program) {
        this.program = program;
    }

    /** The methods that the call may run, as far as known; one means that it is that one. Empty means unknown. */
    public List<MethodInfo> targets(CallKind kind, MethodRef ref) {
        if (ref.owner().startsWith("java/")) {
            return List.of(); // what the platform's own methods do to locks is model data
        }
        Call call = new Call(kind, ref);
        List<MethodInfo> known = targets.get(call);
        if (known == null) {
            known = find(kind, ref);
            targets.put(call, known);
        }
        return known;
    }

    private List<MethodInfo> find(CallKind kind, MethodRef ref) {
        MethodInfo resolved = program.resolve(ref);
        if (resolved == null) {
            return List.of();
        }
        if (isExact(kind, resolved)) {
            return resolved.hasCode() ? List.of(resolved) : List.of();
        }
        if (!program.underAnalysis(resolved)) {
            return List.of(); // implementations nobody has seen are as likely as those of the program
        }
        List<MethodInfo> all = new ArrayList<>();
        if (resolved.hasCode()) {
            all.add(resolved);
        }
        for (String type : program.subtypes(ref.owner())) {
            ClassInfo info = program.find(type);
            MethodInfo override = info == null ? null : info.method(ref.name(), ref.descriptor());
            if (override != null && override.hasCode() && !all.contains(override)) {
                all.add(override);
            }
            if (all.size() > MOST_TARGETS) {
                return List.of();
            }
        }
        return List.copyOf(all);
    }

    private boolean isExact(CallKind kind, MethodInfo method) {
        if (kind == CallKind.STATIC || kind == CallKind.SPECIAL || method.isPrivate() || method.isFinal()) {
            return true;
        }
        ClassInfo owner = program.find(method.ref().owner());
        return owner != null && owner.isFinal();
    }

    /** A method and its calls of one name and descriptor. */
    private record Namer(MethodInfo caller, List<CallSite> sites) {}

    /** The methods under analysis that call a method of that name and descriptor. */
    private List<Namer> namers(MethodRef ref) {
        String key = key(ref);
        List<Namer> namers = callersByName.get(key);
        if (namers == null) {
            namers = new ArrayList<>();
            for (ClassInfo type : program.mentioning(ref)) {
                for (MethodInfo method : type.methods()) {
                    List<CallSite> sites = sites(method, ref);
                    if (!sites.isEmpty()) {
                        namers.add(new Namer(method, sites));
                    }
                }
            }
            callersByName.put(key, namers);
        }
        return namers;
    }

    private static List<CallSite> sites(MethodInfo method, MethodRef ref) {
        List<CallSite> sites = List.of();
        for (CallSite site : method.calls()) {
            if (isNamed(site.method(), ref)) {
                if (sites.isEmpty()) {
                    sites = new ArrayList<>(1);
                }
                sites.add(site);
            }
        }
        return sites;
    }

    private static boolean isNamed(MethodRef one, MethodRef other) {
        return one.name().equals(other.name()) && one.descriptor().equals(other.descriptor());
    }

    private static String key(MethodRef method) {
        String owner = method.name().equals("<init>") ? method.owner() : "";
        return owner + method.name() + method.descriptor();
    }

    /** The methods under analysis that may call it, sorted. */
    public SortedSet<MethodInfo> callers(MethodInfo method) {
        return callers(method, Integer.MAX_VALUE);
    }

    /** The same; none where there are more than that. */
    public SortedSet<MethodInfo> callers(MethodInfo method, int most) {
        SortedSet<MethodInfo> callers = new TreeSet<>();
        for (Namer namer : namers(method.ref())) {
            if (callers.size() > most) {
                return Collections.emptySortedSet();
            }
            for (CallSite site : namer.sites()) {
                if (isNamed(site.method(), method.ref()) && mayRun(site, method)) {
                    callers.add(namer.caller());
                    break;
                }
            }
        }
        return callers.size() > most ? Collections.emptySortedSet() : callers;
    }

    private boolean mayRun(CallSite site, MethodInfo method) {
        String owner = site.method().owner();
        String declaring = method.ref().owner();
        if (owner.equals(declaring)) {
            return true;
        }
        if (site.kind() == CallKind.SPECIAL || site.kind() == CallKind.STATIC || method.isPrivate()) {
            MethodInfo resolved = program.resolve(site.method());
            return method.equals(resolved);
        }
        return program.isSubtype(declaring, owner) || program.isSubtype(owner, declaring);
    }

    /** Whether the call may run the method, by name and hierarchy. */
    public boolean mayRun(CallKind kind, MethodRef call, MethodInfo method) {
        return isNamed(call, method.ref()) && mayRun(new CallSite(kind, call, List.of()), method);
    }

    /** Whether the call may lead to the method within a few calls, by names and hierarchy; lambdas on the way count as called. */
    boolean mayReach(CallKind kind, MethodRef call, MethodInfo wanted) {
        return mayReach(new CallSite(kind, call, List.of()), wanted, REACH, new HashSet<>());
    }

    private boolean mayReach(CallSite site, MethodInfo wanted, int depth, Set<MethodInfo> seen) {
        if (isNamed(site.method(), wanted.ref()) && mayRun(site, wanted)) {
            return true;
        }
        if (depth == 0) {
            return false;
        }
        for (MethodInfo target : targets(site.kind(), site.method())) {
            if (!program.underAnalysis(target) || !seen.add(target)) {
                continue;
            }
            for (CallSite next : target.calls()) {
                if (mayReach(next, wanted, depth - 1, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The methods that make a lambda or method reference of it. */
    public Set<MethodInfo> makers(MethodInfo method) {
        return makers.computeIfAbsent(method.ref(), body -> {
            SortedSet<MethodInfo> found = new TreeSet<>();
            for (ClassInfo type : program.referringTo(body)) {
                found.addAll(makersIn(type).getOrDefault(body, List.of()));
            }
            return found;
        });
    }

    private Map<MethodRef, List<MethodInfo>> makersIn(ClassInfo type) {
        Map<MethodRef, List<MethodInfo>> known = makersByClass.get(type.name());
        if (known == null) {
            known = new HashMap<>();
            for (MethodInfo maker : type.methods()) {
                for (MethodRef body : maker.bodies()) {
                    known.computeIfAbsent(body, k -> new ArrayList<>(1)).add(maker);
                }
            }
            makersByClass.put(type.name(), known);
        }
        return known;
    }

    /** Whether it overrides or implements a method of a class that is not under analysis: then somebody unknown calls it. */
    public boolean overridesLibrary(MethodInfo method) {
        if (method.isStatic() || method.isPrivate() || method.isConstructor()) {
            return false;
        }
        for (String ancestor : program.ancestors(method.ref().owner())) {
            if (program.contains(ancestor)) {
                continue;
            }
            ClassInfo type = program.find(ancestor);
            if (type != null && type.method(method.ref().name(), method.ref().descriptor()) != null) {
                return true;
            }
        }
        return false;
    }

    /** The method of the source that it belongs to: for a lambda's body, the method that makes the lambda. */
    public MethodInfo sourceMethod(MethodInfo method) {
        MethodInfo source = method;
        Set<MethodRef> seen = new java.util.HashSet<>();
        while (source.isSynthetic() && seen.add(source.ref())) {
            MethodInfo maker = maker(source);
            if (maker == null) {
                break;
            }
            source = maker;
        }
        return source;
    }

    /** The method of its class that makes a lambda of it; null if there is none. */
    public @Nullable MethodInfo maker(MethodInfo body) {
        for (MethodInfo maker : makers(body)) {
            if (maker.ref().owner().equals(body.ref().owner())) {
                return maker;
            }
        }
        return null;
    }
}
