package dev.concurrencylint.spotbugs;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The stable names of synchronisers in words that people know from the source, as stable as those. */
final class Subjects {
    private static final Pattern PARAMETER = Pattern.compile("p(\\d+)(?=[.\\[]|$)");
    private static final Pattern PACKAGE = Pattern.compile("^[^.]*/");

    private Subjects() {}

    /**
     * {@code this.lock} for {@code p0.lock}, {@code Type.LOCK} for {@code pkg/Type.LOCK}.
     *
     * @param isStatic of the method that the fault is in: whether its first parameter is no {@code this}
     */
    static String readable(String subject, boolean isStatic) {
        if (subject.equals("?")) {
            return "an object without a name of its own";
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
