package dev.concurrencylint.source;

import java.util.ArrayList;
import java.util.List;

/** Types of descriptors as a source writes them. */
final class Types {
    private Types() {}

    /** The simple names of the parameters' types, {@code []} for arrays (JVMS §4.3.3). */
    static List<String> simple(String descriptor) {
        List<String> types = new ArrayList<>();
        int at = 1;
        while (at < descriptor.length() && descriptor.charAt(at) != ')') {
            int arrays = 0;
            while (descriptor.charAt(at) == '[') {
                arrays++;
                at++;
            }
            int end = descriptor.charAt(at) == 'L' ? descriptor.indexOf(';', at) : at;
            if (end < 0) {
                return types;
            }
            types.add(name(descriptor.substring(at, end + 1)) + "[]".repeat(arrays));
            at = end + 1;
        }
        return types;
    }

    private static String name(String type) {
        return switch (type.charAt(0)) {
            case 'Z' -> "boolean";
            case 'B' -> "byte";
            case 'C' -> "char";
            case 'S' -> "short";
            case 'I' -> "int";
            case 'J' -> "long";
            case 'F' -> "float";
            case 'D' -> "double";
            default ->
                type.substring(
                        Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1, Math.max(1, type.length() - 1));
        };
    }
}
