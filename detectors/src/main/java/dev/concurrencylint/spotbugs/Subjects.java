package dev.concurrencylint.spotbugs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stable names of synchronisers in words that people know from the source, as stable as those. */
final class Subjects {
    private static final Pattern PARAMETER = Pattern.compile("p(\\d+)(?=[.\\[]|$)");
    private static final Pattern PACKAGE = Pattern.compile("^[^.]*/");

    /** A captured variable of a local class, or a parameter of a lambda, which go by their types. */
    private static final Pattern TYPED = Pattern.compile("(?:p0\\.val\\$|p:)(\\[*)L([^;]+);");

    private Subjects() {}

    /**
     * {@code this.lock} for {@code p0.lock}, {@code Type.LOCK} for {@code pkg/Type.LOCK}, {@code a captured Type} for what a local class knows
     * of the method around it.
     *
     * @param isStatic of the method that the fault is in: whether its first parameter is no {@code this}
     */
    static String readable(String subject, boolean isStatic) {
        if (subject.equals("?")) {
            return "an object without a name of its own";
        }
        Matcher typed = TYPED.matcher(subject);
        if (typed.lookingAt()) {
            String type = typed.group(2);
            String simple = type.substring(Math.max(type.lastIndexOf('/'), type.lastIndexOf('$')) + 1);
            return (subject.startsWith("p:") ? "a parameter of type " : "a captured ")
                    + simple
                    + "[]".repeat(typed.group(1).length())
                    + subject.substring(typed.end());
        }
        Matcher parameter = PARAMETER.matcher(subject);
        if (!parameter.lookingAt()) {
            return PACKAGE.matcher(subject).replaceFirst("");
        }
        int index = Integer.parseInt(parameter.group(1));
        String name = index == 0 && !isStatic ? "this" : "parameter " + (isStatic ? index + 1 : index);
        return name + subject.substring(parameter.end());
    }
}
