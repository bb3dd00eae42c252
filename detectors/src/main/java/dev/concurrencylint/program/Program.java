package dev.concurrencylint.program;

import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.MethodRef;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The classes of the program, whether they are reported on or stand beside those, and behind them the library. Immutable to its readers: what it remembers of the library depends on
 * what was asked, the answers don't. Not for use by several threads.
 */
public final class Program {
    private final NavigableMap<String, ClassInfo> classes;
    private final Map<String, ClassInfo> byName;
    private final Library library;
    private final Map<String, @Nullable ClassInfo> found = new HashMap<>();
    private final SortedSet<String> missing = new TreeSet<>();
    private final Map<String, List<String>> subtypes = new HashMap<>();
    private final Map<String, Set<String>> ancestors = new HashMap<>();

    private final Map<MethodRef, MethodInfo> resolved = new HashMap<>();
    private final Set<MethodRef> unresolved = new HashSet<>();
    private final Map<FieldRef, FieldRef> fields = new HashMap<>();
    private @Nullable MentionIndex mentions;

    /** @param classes by internal name */
    public Program(Map<String, ClassInfo> classes, Library library) {
        this.classes = Collections.unmodifiableNavigableMap(new TreeMap<>(classes));
        this.byName = new HashMap<>(classes);
        this.library = library;
        for (ClassInfo type : this.classes.values()) {
            if (type.superName() != null) {
                subtypes.computeIfAbsent(type.superName(), k -> new ArrayList<>())
                        .add(type.name());
            }
            for (String parent : type.interfaces()) {
                subtypes.computeIfAbsent(parent, k -> new ArrayList<>()).add(type.name());
            }
        }
    }

    /** The classes of the program, by internal name: those under analysis, and their neighbours on the class path. */
    public NavigableMap<String, ClassInfo> classes() {
        return classes;
    }

    /** The classes under analysis whose code may call a method of that name and descriptor, not a constructor, or refer to one; by internal name. */
    public List<ClassInfo> mentioning(String name, String descriptor) {
        return mentions().of(Mentions.ofMethod(name, descriptor));
    }

    /** The classes under analysis whose code may call the method, or one that overrides or hides it, or refer to one; by internal name. */
    public List<ClassInfo> mentioning(MethodRef method) {
        return method.name().equals("<init>")
                ? mentions().of(Mentions.ofConstructor(method.owner(), method.descriptor()))
                : mentioning(method.name(), method.descriptor());
    }

    /** The classes under analysis whose code may make a lambda or a method reference of the method; by internal name. */
    public List<ClassInfo> referringTo(MethodRef method) {
        return mentions().of(Mentions.ofHandle(method.owner(), method.name(), method.descriptor()));
    }

    /** The classes under analysis whose code may use a field of that name; by internal name. */
    public List<ClassInfo> mentioningField(String name) {
        return mentions().of(Mentions.ofField(name));
    }

    /** The classes under analysis whose code may throw or catch the exception that tells of an interrupt, or that declare it; by internal name. */
    public List<ClassInfo> mentioningInterruption() {
        return mentions().of(Mentions.ofInterruption());
    }

    private MentionIndex mentions() {
        MentionIndex known = mentions;
        if (known == null) {
            known = new MentionIndex(classes.values());
            mentions = known;
        }
        return known;
    }

    /** The class of that internal name, wherever it stands; null where it is nowhere. */
    public @Nullable ClassInfo find(String name) {
        ClassInfo type = findIfThere(name);
        if (type == null && !name.startsWith("[")) {
            missing.add(name);
        }
        return type;
    }

    /** The same for a class that nobody misses if it is nowhere. */
    public @Nullable ClassInfo findIfThere(String name) {
        ClassInfo own = byName.get(name);
        if (own != null) {
            return own;
        }
        if (name.startsWith("[")) {
            return null;
        }
        if (found.containsKey(name)) {
            return found.get(name);
        }
        ClassInfo type = library.find(name);
        found.put(name, type);
        return type;
    }

    /** Classes that were asked for and are nowhere. */
    public SortedSet<String> missing() {
        return new TreeSet<>(missing);
    }

    /** Whether the type is the other one or inherits from it; false where a class on the way is missing. Internal names. */
    public boolean isSubtype(String type, String ancestor) {
        return type.equals(ancestor)
                || ancestor.equals("java/lang/Object")
                || ancestors(type).contains(ancestor);
    }

    /** The type and all that it inherits from, as far as known. */
    public Set<String> ancestors(String type) {
        Set<String> known = ancestors.get(type);
        if (known == null) {
            known = new HashSet<>();
            Deque<String> open = new ArrayDeque<>();
            open.add(type);
            while (!open.isEmpty()) {
                String next = open.remove();
                if (!known.add(next)) {
                    continue;
                }
                ClassInfo info = find(next);
                if (info == null) {
                    continue;
                }
                if (info.superName() != null) {
                    open.add(info.superName());
                }
                open.addAll(info.interfaces());
            }
            ancestors.put(type, Collections.unmodifiableSet(known));
        }
        return known;
    }

    /** Whether every class above the type is known. */
    public boolean hierarchyKnown(String type) {
        for (String ancestor : ancestors(type)) {
            if (find(ancestor) == null) {
                return false;
            }
        }
        return true;
    }

    /** The subtypes under analysis, the type itself aside, sorted. */
    public SortedSet<String> subtypes(String type) {
        SortedSet<String> all = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(subtypes.getOrDefault(type, List.of()));
        while (!open.isEmpty()) {
            String next = open.remove();
            if (all.add(next)) {
                open.addAll(subtypes.getOrDefault(next, List.of()));
            }
        }
        return all;
    }

    /** The method that the reference names, looked up as JVMS §5.4.3.3 and §5.4.3.4 do; null where it is not known. */
    public @Nullable MethodInfo resolve(MethodRef ref) {
        MethodInfo known = resolved.get(ref);
        if (known == null && !unresolved.contains(ref)) {
            known = lookUp(ref);
            if (known == null) {
                unresolved.add(ref);
            } else {
                resolved.put(ref, known);
            }
        }
        return known;
    }

    private @Nullable MethodInfo lookUp(MethodRef ref) {
        Set<String> seen = new HashSet<>();
        for (String name = ref.owner(); name != null; ) {
            ClassInfo type = find(name);
            if (type == null) {
                return null;
            }
            MethodInfo method = type.method(ref.name(), ref.descriptor());
            if (method != null) {
                return method;
            }
            name = seen.add(name) ? type.superName() : null; // broken files may inherit from themselves
        }
        MethodInfo fallback = null;
        for (String ancestor : new TreeSet<>(ancestors(ref.owner()))) {
            ClassInfo type = seen.contains(ancestor) ? null : find(ancestor);
            MethodInfo method = type == null ? null : type.method(ref.name(), ref.descriptor());
            if (method != null && (fallback == null || !method.isAbstract())) {
                fallback = method;
            }
        }
        return fallback;
    }

    /** The field with its declaring class as owner; the reference itself where that is not known. */
    public FieldRef resolve(FieldRef ref) {
        FieldRef known = fields.get(ref);
        if (known == null) {
            known = lookUp(ref);
            fields.put(ref, known);
        }
        return known;
    }

    private FieldRef lookUp(FieldRef ref) {
        Set<String> seen = new HashSet<>();
        for (String ancestor = ref.owner(); ancestor != null && seen.add(ancestor); ) {
            ClassInfo type = find(ancestor);
            if (type == null) {
                return ref;
            }
            if (type.field(ref.name()) != null) {
                return ancestor.equals(ref.owner()) ? ref : new FieldRef(ancestor, ref.name(), ref.descriptor());
            }
            ancestor = type.superName();
        }
        return ref;
    }

    public @Nullable FieldInfo field(FieldRef ref) {
        ClassInfo type = find(resolve(ref).owner());
        return type == null ? null : type.field(ref.name());
    }

    /** Whether findings are reported on the class of that internal name. */
    public boolean isReportedOn(String name) {
        ClassInfo type = byName.get(name);
        return type != null && type.underAnalysis();
    }

    /** Whether the class of that internal name is one of the program's. */
    public boolean contains(String name) {
        return byName.containsKey(name);
    }

    /** Whether the method's class is one of the program's. */
    public boolean underAnalysis(MethodInfo method) {
        return contains(method.ref().owner());
    }
}
