package dev.concurrencylint.models;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Names of methods, looked up by the class that declares them: {@code type.method(desc)}, {@code type.method}, {@code type.*}. */
final class Patterns {
    private final Map<String, List<String>> byType = new HashMap<>();
    private final List<String> packages = new ArrayList<>();

    /** The type is an internal name; {@code a/b.*} also stands for all types of the package. */
    void add(String pattern) {
        int dot = pattern.indexOf('.');
        String type = pattern.substring(0, dot);
        String method = pattern.substring(dot + 1);
        byType.computeIfAbsent(type, k -> new ArrayList<>()).add(method);
        boolean looksLikePackage = Character.isLowerCase(type.charAt(type.lastIndexOf('/') + 1));
        if (method.equals("*") && looksLikePackage) {
            packages.add(type + "/");
        }
    }

    /** The types that are named, sorted. */
    SortedSet<String> types() {
        return new TreeSet<>(byType.keySet());
    }

    boolean isEmpty() {
        return byType.isEmpty();
    }

    /** All patterns, sorted. */
    SortedSet<String> patterns() {
        SortedSet<String> patterns = new TreeSet<>();
        byType.forEach((type, methods) -> methods.forEach(method -> patterns.add(type + '.' + method)));
        return patterns;
    }

    boolean matches(String owner, String nameAndDescriptor) {
        for (String method : byType.getOrDefault(owner, List.of())) {
            if (method.equals("*") || fits(method, nameAndDescriptor)) {
                return true;
            }
        }
        for (String prefix : packages) {
            if (owner.startsWith(prefix)) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(String method, String nameAndDescriptor) {
        return method.indexOf('(') >= 0
                ? method.equals(nameAndDescriptor)
                : nameAndDescriptor.startsWith(method) && nameAndDescriptor.charAt(method.length()) == '(';
    }
}
