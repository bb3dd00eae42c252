package dev.concurrencylint.facts;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.Models;
import dev.concurrencylint.program.CallSite;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What a call may plausibly throw, and how likely. Exceptions of careless programming (null, bounds, casts) and errors are rare and
 * left out. The depth of the look into callees is a bound of the call asked about, so an answer never depends on earlier questions.
 */
public final class ThrowModel {
    static final String UNCHECKED = "java/lang/RuntimeException";
    private static final String ERROR = "java/lang/Error";
    private static final int DEPTH = 4;
    private static final int MOST_TARGETS = 12;
    private static final int MOST_TYPES = 8;

    private static final Set<String> CARELESS = Set.of(
            "java/lang/NullPointerException",
            "java/lang/IndexOutOfBoundsException",
            "java/lang/ClassCastException",
            "java/lang/ArithmeticException",
            "java/lang/ArrayStoreException",
            "java/lang/NegativeArraySizeException",
            "java/lang/IllegalMonitorStateException");

    /** What methods throw at callers who ask for something wrong. */
    private static final Set<String> SAYING_LITTLE =
            Set.of(UNCHECKED, "java/lang/IllegalArgumentException", "java/lang/UnsupportedOperationException");

    /** What of javax the JDK has itself; the rest is libraries. Source: the packages of the modules of Java 17. */
    private static final List<String> EXTENSIONS = List.of(
            "accessibility/",
            "annotation/processing/",
            "crypto/",
            "imageio/",
            "lang/",
            "management/",
            "naming/",
            "net/",
            "print/",
            "rmi/",
            "script/",
            "security/",
            "smartcardio/",
            "sound/",
            "sql/",
            "swing/",
            "tools/",
            "transaction/xa/",
            "xml/");

    private record Question(CallKind kind, MethodRef method, int depth) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof Question that
                            && depth == that.depth
                            && kind.equals(that.kind)
                            && method.equals(that.method);
        }

        @Override
        public int hashCode() {
            return (kind.hashCode() * 31 + method.hashCode()) * 31 + depth;
        }
    }

    private record BodyQuestion(MethodRef method, int depth) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other
                    || other instanceof BodyQuestion that && depth == that.depth && method.equals(that.method);
        }

        @Override
        public int hashCode() {
            return method.hashCode() * 31 + depth;
        }
    }

    private final Program program;
    private final Models models;
    private final Map<Question, List<Exceptional>> calls = new HashMap<>();
    private final Map<BodyQuestion, List<Exceptional>> bodies = new HashMap<>();
    private final Map<BodyQuestion, Boolean> work = new HashMap<>();
    private final Map<String, Boolean> rare = new HashMap<>();
    private final Map<MethodRef, List<String>> contracts = new HashMap<>();

    public ThrowModel(Program program, Models models) {
        this.program = program;
        this.models = models;
    }

    /** What may leave the call; sorted by type, one entry a type. Empty where only rare exceptions do. */
    public List<Exceptional> of(CallKind kind, MethodRef method) {
        return call(kind, method, DEPTH);
    }

    /**
     * What may leave a call whose failure the code itself prepares for, by a handler that cleans up and rethrows: there even a question
     * to an implementation that nobody knows is taken to fail, and what leads to one.
     */
    public List<Exceptional> ofGuarded(CallKind kind, MethodRef method) {
        List<Exceptional> known = of(kind, method);
        if (!known.isEmpty()) {
            return known;
        }
        return isWork(method, DEPTH - 1) ? List.of(new Exceptional(UNCHECKED, Likelihood.ASSUMED)) : known;
    }

    /** Whether the call asks an implementation that nobody knows, or leads to such a question: not so what only reads and sets. */
    private boolean isWork(MethodRef ref, int depth) {
        MethodInfo method = program.resolve(ref);
        if (method == null || isPlatform(method.ref().owner()) || isRare(ref)) {
            return false;
        }
        if (method.isAbstract()) {
            return true;
        }
        Boolean known = work.get(new BodyQuestion(method.ref(), depth));
        if (known == null) {
            known = depth > 0
                    && method.calls().stream()
                            .anyMatch(site -> !stopped(UNCHECKED, site.stopped()) && isWork(site.method(), depth - 1));
            work.put(new BodyQuestion(method.ref(), depth), known);
        }
        return known;
    }

    /** Whether a model says that the method does nothing that can fail: it logs, or builds text. */
    public boolean isRare(MethodRef ref) {
        String signature = ref.name() + ref.descriptor();
        return program.ancestors(ref.owner()).stream().anyMatch(type -> models.isRare(type, signature));
    }

    /** Whether exceptions of the type are unchecked. */
    public boolean isUnchecked(String type) {
        return program.isSubtype(type, UNCHECKED) || program.isSubtype(type, ERROR);
    }

    /** Whether exceptions of the type are too rare to follow. */
    public boolean isRare(String type) {
        Boolean known = rare.get(type);
        if (known == null) {
            known = inheritsFromRare(type);
            rare.put(type, known);
        }
        return known;
    }

    private boolean inheritsFromRare(String type) {
        if (program.isSubtype(type, ERROR)) {
            return true;
        }
        for (String careless : CARELESS) {
            if (program.isSubtype(type, careless)) {
                return true;
            }
        }
        return false;
    }

    private List<Exceptional> call(CallKind kind, MethodRef method, int depth) {
        Question question = new Question(kind, method, depth);
        List<Exceptional> known = calls.get(question);
        if (known == null) {
            Collected collected = new Collected();
            collect(kind, method, depth, collected);
            known = collected.sorted();
            calls.put(question, known);
        }
        return known;
    }

    private void collect(CallKind kind, MethodRef ref, int depth, Collected out) {
        MethodInfo method = program.resolve(ref);
        if (method == null) {
            return; // a missing class makes the tool quieter
        }
        if (isRare(ref)) {
            return;
        }
        String signature = ref.name() + ref.descriptor();
        contracts(ref).forEach(type -> out.add(type, Likelihood.LIKELY));
        if (isPlatform(method.ref().owner())) {
            declared(method, Likelihood.CERTAIN, out);
            if (models.isCallback(method.ref().owner(), signature)) {
                out.add(UNCHECKED, Likelihood.LIKELY);
            }
        } else if (isExact(kind, method)) {
            body(method, depth, out, false);
            declared(method, Likelihood.LIKELY, out);
        } else {
            dispatch(ref, method, depth, out);
        }
    }

    /** Whether the class, an internal name, is the JDK's own. */
    public static boolean isPlatform(String owner) {
        return owner.startsWith("java/")
                || owner.startsWith("jdk/")
                || owner.startsWith("sun/")
                || owner.startsWith("javax/") && EXTENSIONS.stream().anyMatch(part -> owner.startsWith(part, 6));
    }

    /** The unchecked exceptions of the method's contract, as far as a model tells them; sorted. */
    public List<String> contracts(MethodRef ref) {
        return contracts.computeIfAbsent(ref, method -> {
            String signature = method.name() + method.descriptor();
            SortedSet<String> told = new TreeSet<>();
            for (String type : program.ancestors(method.owner())) {
                String contract = models.unchecked(type, signature);
                if (contract != null) {
                    told.add(contract);
                }
            }
            return List.copyOf(told);
        });
    }

    private boolean isExact(CallKind kind, MethodInfo method) {
        if (kind == CallKind.STATIC || kind == CallKind.SPECIAL || method.isPrivate() || method.isFinal()) {
            return method.hasCode();
        }
        ClassInfo owner = program.find(method.ref().owner());
        return owner != null && owner.isFinal();
    }

    private void declared(MethodInfo method, Likelihood likelihood, Collected out) {
        for (String type : method.declared()) {
            if (!isUnchecked(type)) {
                out.add(type, likelihood);
            }
        }
    }

    private void dispatch(MethodRef ref, MethodInfo method, int depth, Collected out) {
        declared(method, Likelihood.LIKELY, out);
        List<MethodInfo> targets = new ArrayList<>();
        if (method.hasCode()) {
            targets.add(method);
        }
        for (String type : program.subtypes(ref.owner())) {
            ClassInfo info = program.find(type);
            MethodInfo target = info == null ? null : info.method(ref.name(), ref.descriptor());
            if (target != null && target.hasCode()) {
                targets.add(target);
            }
        }
        if (!method.hasCode() && !isAccessor(ref)) {
            boolean handedIn = ref.parameterCount() > 0 && isCallback(ref.owner()); // such code may do anything
            out.add(
                    UNCHECKED,
                    handedIn ? Likelihood.LIKELY : Likelihood.ASSUMED); // nobody has seen all implementations
        }
        if (targets.size() > MOST_TARGETS && !method.hasCode()) {
            return;
        }
        for (MethodInfo target : targets.subList(0, Math.min(targets.size(), MOST_TARGETS))) {
            body(target, depth, out, targets.size() > 1);
        }
    }

    /** Asks for something without giving anything: what such methods do rarely fails. But a callback may do anything. */
    private boolean isAccessor(MethodRef ref) {
        return ref.parameterCount() == 0 && !ref.returnType().equals("V") && !isCallback(ref.owner());
    }

    /** Whether lambdas may implement the type: an interface with one abstract method (JLS §9.8), which hides code and not data. */
    private boolean isCallback(String type) {
        ClassInfo owner = program.find(type);
        if (owner == null || !owner.isInterface()) {
            return false;
        }
        Set<String> open = new HashSet<>();
        for (String ancestor : program.ancestors(type)) {
            ClassInfo info = program.find(ancestor);
            if (info != null && info.isInterface()) {
                for (MethodInfo method : info.methods()) {
                    if (method.isAbstract()) {
                        open.add(method.ref().name());
                    }
                }
            }
        }
        return open.size() == 1;
    }

    private void body(MethodInfo method, int depth, Collected out, boolean assumed) {
        BodyQuestion question = new BodyQuestion(method.ref(), depth);
        List<Exceptional> known = bodies.get(question);
        if (known == null) {
            Collected collected = new Collected();
            for (String type : method.thrown()) {
                if (!isRare(type)) {
                    collected.add(type, likelihood(type));
                }
            }
            if (depth > 0) {
                for (CallSite site : method.calls()) {
                    for (Exceptional exceptional : call(site.kind(), site.method(), depth - 1)) {
                        if (!stopped(exceptional.type(), site.stopped())) {
                            collected.add(exceptional.type(), exceptional.likelihood());
                        }
                    }
                }
            }
            known = collected.sorted();
            bodies.put(question, known);
        }
        for (Exceptional exceptional : known) {
            boolean lowered = assumed && exceptional.likelihood() == Likelihood.CERTAIN;
            out.add(exceptional.type(), lowered ? Likelihood.LIKELY : exceptional.likelihood());
        }
    }

    private Likelihood likelihood(String thrown) {
        if (!isUnchecked(thrown)) {
            return Likelihood.CERTAIN;
        }
        return SAYING_LITTLE.contains(thrown) ? Likelihood.ASSUMED : Likelihood.LIKELY;
    }

    private boolean stopped(String type, List<String> handlers) {
        for (String handler : handlers) {
            if (program.isSubtype(type, handler)) {
                return true;
            }
        }
        return false;
    }

    /** One entry a type, the likelier one; past the bound unchecked types are joined. */
    private final class Collected {
        private final Map<String, Likelihood> types = new TreeMap<>();

        void add(String type, Likelihood likelihood) {
            if (!isRare(type)) {
                types.merge(type, likelihood, (a, b) -> a.compareTo(b) <= 0 ? a : b);
            }
        }

        List<Exceptional> sorted() {
            Map<String, Likelihood> kept = types;
            if (types.size() > MOST_TYPES) {
                kept = new TreeMap<>();
                for (Map.Entry<String, Likelihood> entry : types.entrySet()) {
                    String type = isUnchecked(entry.getKey()) ? UNCHECKED : entry.getKey();
                    kept.merge(type, entry.getValue(), (a, b) -> a.compareTo(b) <= 0 ? a : b);
                }
            }
            List<Exceptional> sorted = new ArrayList<>();
            kept.forEach((type, likelihood) -> sorted.add(new Exceptional(type, likelihood)));
            return List.copyOf(sorted);
        }
    }
}
