package dev.concurrencylint.models;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The library models that the tool ships, read once a run. A pattern names a method as {@code type.name} followed by a descriptor, by
 * nothing for all overloads, or {@code type.*}; {@code package.*} where the last part is a package. Types are internal names here.
 */
public final class Models {
    private static final List<String> SHIPPED = List.of("jdk", "logging");
    private static final String FOLDER = "/dev/concurrencylint/rules/models/";

    private final Map<String, Map<String, LockOperation>> locks = new TreeMap<>();
    private final List<String> pure = new ArrayList<>();
    private final List<String> rare = new ArrayList<>();
    private final List<String> callbacks = new ArrayList<>();
    private final List<String> neverReturns = new ArrayList<>();
    private final Map<String, String> unchecked = new LinkedHashMap<>();

    private Models() {}

    /** The models that come with the tool. */
    public static Models shipped() {
        Models models = new Models();
        for (String name : SHIPPED) {
            try (InputStream in = Models.class.getResourceAsStream(FOLDER + name + ".yaml")) {
                if (in == null) {
                    throw new IllegalStateException("no model " + name);
                }
                Load load = new Load(LoadSettings.builder().setLabel(name).build());
                models.add(map(load.loadFromInputStream(in)));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
        return models;
    }

    private void add(Map<String, Object> model) {
        for (Object entry : list(model.get("locks"))) {
            Map<String, Object> lock = map(entry);
            Map<String, LockOperation> operations =
                    locks.computeIfAbsent(internal(String.valueOf(lock.get("type"))), k -> new TreeMap<>());
            map(lock.get("operations"))
                    .forEach((key, word) -> operations.put(key, LockOperation.of(String.valueOf(word))));
        }
        list(model.get("pure")).forEach(name -> pure.add(pattern(name)));
        list(model.get("never-returns")).forEach(name -> neverReturns.add(pattern(name)));
        Map<String, Object> exceptions = map(model.get("throws"));
        list(exceptions.get("rare")).forEach(name -> rare.add(pattern(name)));
        list(exceptions.get("callbacks")).forEach(name -> callbacks.add(pattern(name)));
        map(exceptions.get("unchecked"))
                .forEach((name, type) -> unchecked.put(pattern(name), internal(String.valueOf(type))));
    }

    private static String internal(String name) {
        return name.replace('.', '/');
    }

    /** {@code a.b.C.name(desc)} as {@code a/b/C.name(desc)}. */
    private static String pattern(Object text) {
        String name = String.valueOf(text);
        int paren = name.indexOf('(');
        String head = paren < 0 ? name : name.substring(0, paren);
        int dot = head.lastIndexOf('.');
        return head.substring(0, dot).replace('.', '/') + name.substring(dot);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object node) {
        return node == null ? Map.of() : (Map<String, Object>) node;
    }

    @SuppressWarnings("unchecked")
    private static List<Object> list(@Nullable Object node) {
        return node == null ? List.of() : (List<Object>) node;
    }

    /** The lock types that have a model, internal names. */
    public Iterable<String> lockTypes() {
        return locks.keySet();
    }

    /** The operation that the lock type itself declares under that name and descriptor; null for none. */
    public @Nullable LockOperation operation(String lockType, String nameAndDescriptor) {
        return locks.getOrDefault(lockType, Map.of()).get(nameAndDescriptor);
    }

    /** Whether any lock type has an operation of that name and descriptor. */
    public boolean anyOperation(String nameAndDescriptor) {
        for (Map<String, LockOperation> operations : locks.values()) {
            if (operations.containsKey(nameAndDescriptor)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the method's answer depends on its operands only. The owner is a class that declares or inherits it. */
    public boolean isPure(String owner, String nameAndDescriptor) {
        return matches(pure, owner, nameAndDescriptor);
    }

    public boolean isRare(String owner, String nameAndDescriptor) {
        return matches(rare, owner, nameAndDescriptor);
    }

    public boolean isCallback(String owner, String nameAndDescriptor) {
        return matches(callbacks, owner, nameAndDescriptor);
    }

    /** Whether the method ends the program. */
    public boolean neverReturns(String owner, String nameAndDescriptor) {
        return matches(neverReturns, owner, nameAndDescriptor);
    }

    /** The unchecked exception of the method's contract, internal name; null for none. */
    public @Nullable String unchecked(String owner, String nameAndDescriptor) {
        for (Map.Entry<String, String> entry : unchecked.entrySet()) {
            if (matches(entry.getKey(), owner, nameAndDescriptor)) {
                return entry.getValue();
            }
        }
        return null;
    }

    private static boolean matches(List<String> patterns, String owner, String nameAndDescriptor) {
        for (String pattern : patterns) {
            if (matches(pattern, owner, nameAndDescriptor)) {
                return true;
            }
        }
        return false;
    }

    private static boolean matches(String pattern, String owner, String nameAndDescriptor) {
        int dot = pattern.indexOf('.');
        String type = pattern.substring(0, dot);
        String method = pattern.substring(dot + 1);
        if (method.equals("*")) {
            return owner.equals(type) || owner.startsWith(type) && owner.charAt(type.length()) == '/';
        }
        if (!owner.equals(type)) {
            return false;
        }
        return method.indexOf('(') >= 0
                ? method.equals(nameAndDescriptor)
                : nameAndDescriptor.startsWith(method) && nameAndDescriptor.charAt(method.length()) == '(';
    }
}
