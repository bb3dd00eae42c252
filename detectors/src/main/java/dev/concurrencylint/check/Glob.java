package dev.concurrencylint.check;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Names of which each stands for itself and all below it. */
final class Glob implements Predicate<String> {
    private final List<Pattern> patterns;

    private Glob(List<Pattern> patterns) {
        this.patterns = patterns;
    }

    /** Packages and classes. */
    static Glob ofPackages(List<String> globs) {
        return new Glob(globs.stream()
                .map(glob -> Pattern.compile(expression(glob, "[^.]", "\\.") + "(?:[.$].*)?"))
                .toList());
    }

    /** Files and directories; the directory that they are relative to is {@code .} */
    static Glob ofPaths(List<String> globs) {
        return new Glob(globs.stream().map(Glob::plain).map(Glob::path).toList());
    }

    private static Pattern path(String glob) {
        return Pattern.compile(glob.isEmpty() ? "(?!\\.\\./).*" : expression(glob, "[^/]", "/") + "(?:/.*)?");
    }

    private static String plain(String glob) {
        String path = glob.replace('\\', '/');
        while (path.startsWith("./")) {
            path = path.substring(2);
        }
        while (path.endsWith("/")) {
            path = path.substring(0, path.length() - 1);
        }
        return path.equals(".") ? "" : path;
    }

    private static String expression(String glob, String character, String separator) {
        StringBuilder expression = new StringBuilder();
        for (int i = 0; i < glob.length(); i++) {
            char c = glob.charAt(i);
            if (glob.startsWith("**", i)) {
                boolean whole = i + 2 < glob.length() && Pattern.matches(separator, glob.substring(i + 2, i + 3));
                expression.append(whole ? "(?:.*" + separator + ")?" : ".*");
                i += whole ? 2 : 1;
            } else if (c == '*') {
                expression.append(character).append('*');
            } else if (c == '?') {
                expression.append(character);
            } else {
                expression.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return expression.toString();
    }

    @Override
    public boolean test(String name) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(name).matches());
    }
}
