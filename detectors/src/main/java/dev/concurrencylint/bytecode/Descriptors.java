package dev.concurrencylint.bytecode;

/** Which names and descriptors a class file may hold (JVMS §4.2, §4.3). Past the reading of class files nobody has to ask again. */
final class Descriptors {
    private static final int MOST_DIMENSIONS = 255;

    private Descriptors() {}

    /** Whether it is the internal name of a class, {@code pkg/Type}; not of an array. */
    static boolean isClass(String name) {
        return endOfClass(name, 0) == name.length();
    }

    /** Where the internal name that begins there ends, at a semicolon or with the text; -1 if it is none. */
    private static int endOfClass(String text, int from) {
        char before = '/';
        int at = from;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == ';') {
                break;
            }
            if (c == '.' || c == '[' || c == '/' && before == '/') {
                return -1;
            }
            before = c;
        }
        return before == '/' ? -1 : at;
    }

    /** Whether it is the internal name of a class or the descriptor of an array, as instructions name the owners of members. */
    static boolean isOwner(String name) {
        return name.startsWith("[") ? isField(name) : isClass(name);
    }

    /** Whether it is the descriptor of a field. */
    static boolean isField(String descriptor) {
        return !descriptor.isEmpty() && type(descriptor, 0) == descriptor.length();
    }

    /** Whether it is the descriptor of a method. */
    static boolean isMethod(String descriptor) {
        if (!descriptor.startsWith("(")) {
            return false;
        }
        int at = 1;
        boolean isResult = false;
        while (!isResult && at >= 0) {
            isResult = descriptor.startsWith(")", at);
            int from = isResult ? at + 1 : at;
            at = isResult && descriptor.startsWith("V", from) ? from + 1 : type(descriptor, from);
        }
        return at == descriptor.length();
    }

    /** Whether it may be the name of a field, method or local variable. */
    static boolean isMember(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            if (c == '/' || c == '.' || c == ';' || c == '[') {
                return false;
            }
        }
        return !name.isEmpty();
    }

    /** Where the type that begins there ends; -1 if it is none. */
    private static int type(String text, int from) {
        int at = from;
        while (at < text.length() && text.charAt(at) == '[') {
            at++;
        }
        if (at == text.length() || at - from > MOST_DIMENSIONS) {
            return -1;
        }
        if (text.charAt(at) != 'L') {
            return "BCDFIJSZ".indexOf(text.charAt(at)) < 0 ? -1 : at + 1;
        }
        int end = endOfClass(text, at + 1);
        return end < 0 || end == text.length() ? -1 : end + 1;
    }
}
