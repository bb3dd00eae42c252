package dev.concurrencylint.rules;

import java.util.Comparator;
import java.util.List;

/**
 * An annotation that takes back findings: any whose simple name is {@code SuppressFBWarnings} or {@code SuppressWarnings}, as SpotBugs
 * reads them. The one of {@code java.lang} is in no class file.
 *
 * @param annotation the annotation's class, binary name with dots
 * @param className the annotated class, or the one that declares the annotated member, binary name with dots
 * @param member name of a field, name with descriptor of a method or of a parameter's method, else empty
 * @param parameter a parameter's place in its method, the receiver first; -1 for other targets
 * @param words what it names; none stands for everything
 * @param justification empty if none is given
 * @param isStatic whether a parameter's method has no receiver, so that the first parameter has place 0
 * @param component the record's component whose annotation it may be a copy of; else empty
 */
public record Suppression(
        String annotation,
        Target target,
        String className,
        String member,
        int parameter,
        List<String> words,
        RuleMatch match,
        String justification,
        boolean isStatic,
        String component)
        implements AnySuppression, Comparable<Suppression> {
    private static final Comparator<Suppression> ORDER = Comparator.comparing(Suppression::className)
            .thenComparing(Suppression::target)
            .thenComparing(Suppression::member)
            .thenComparing(Suppression::parameter)
            .thenComparing(suppression -> String.join(",", suppression.words()))
            .thenComparing(Suppression::annotation)
            .thenComparing(Suppression::match)
            .thenComparing(Suppression::justification);
    private static final String PACKAGE_INFO = "package-info";

    /** What is annotated. Declared from the widest to the narrowest. */
    public enum Target {
        PACKAGE,
        CLASS,
        METHOD,
        FIELD,
        PARAMETER,
        /** A local variable, of which class files tell nothing. */
        VARIABLE,
        /** A statement or a line: a comment does. */
        STATEMENT
    }

    public Suppression {
        words = List.copyOf(words);
    }

    /** An annotation of something else than a record's component. */
    public Suppression(
            String annotation,
            Target target,
            String className,
            String member,
            int parameter,
            List<String> words,
            RuleMatch match,
            String justification) {
        this(annotation, target, className, member, parameter, words, match, justification, false, "");
    }

    /** Whether both are copies that the compiler made of one annotation: on the field, the accessor and the constructor's parameter. */
    public boolean isTwin(Suppression other) {
        return !component.isEmpty()
                && component.equals(other.component)
                && className.equals(other.className)
                && annotation.equals(other.annotation)
                && words.equals(other.words)
                && match == other.match
                && justification.equals(other.justification);
    }

    /** Whether the rule is one of those that it names. */
    public boolean names(Rule rule) {
        return words.isEmpty() || words.stream().anyMatch(word -> match.matches(word, rule));
    }

    /** The primary place or the lock is what it stands on, or is in it. */
    @Override
    public boolean covers(Finding finding) {
        return isAround(finding) && names(finding.rule());
    }

    private boolean isAround(Finding finding) {
        MethodName method = finding.place().source();
        return switch (target) {
            case PACKAGE -> isBelow(method.className(), packageName(), '.');
            case CLASS -> isBelow(method.className(), className, '$');
            case METHOD -> isThis(method) || finding.around().stream().anyMatch(this::isThis);
            case FIELD -> finding.field().filter(this::isThis).isPresent();
            case PARAMETER ->
                isThis(method) && method.equals(finding.place().bytecode()) && isParameter(finding.subject());
            case VARIABLE, STATEMENT -> false;
        };
    }

    private static boolean isBelow(String name, String outer, char separator) {
        return name.startsWith(outer) && (name.length() == outer.length() || name.charAt(outer.length()) == separator);
    }

    private String packageName() {
        int end = className.length() - PACKAGE_INFO.length() - 1;
        return end < 0 ? "" : className.substring(0, end);
    }

    private boolean isThis(MethodName method) {
        return method.className().equals(className) && (method.name() + method.descriptor()).equals(member);
    }

    private boolean isThis(FieldName field) {
        return field.className().equals(className) && field.name().equals(member);
    }

    private boolean isParameter(String subject) {
        String name = "p" + parameter;
        return subject.startsWith(name)
                && (subject.length() == name.length() || !Character.isDigit(subject.charAt(name.length())));
    }

    /** The annotated element: {@code pkg.Type}, {@code pkg.Type.field}, {@code pkg.Type.method(desc)ret}, {@code parameter 1 of …}. */
    @Override
    public String place() {
        return switch (target) {
            case PACKAGE -> "package " + packageName();
            case CLASS, VARIABLE, STATEMENT -> className;
            case FIELD, METHOD -> className + "." + member;
            case PARAMETER -> "parameter " + (isStatic ? parameter + 1 : parameter) + " of " + className + "." + member;
        };
    }

    @Override
    public String told() {
        return this + " on " + place();
    }

    @Override
    public int compareTo(Suppression other) {
        return ORDER.compare(this, other);
    }

    /** The annotation as the source has it: {@code @SuppressFBWarnings("LOCK_NOT_RELEASED")}. */
    @Override
    public String toString() {
        String simple = annotation.substring(Math.max(annotation.lastIndexOf('.'), annotation.lastIndexOf('$')) + 1);
        return "@" + simple
                + switch (words.size()) {
                    case 0 -> "";
                    case 1 -> "(\"" + words.get(0) + "\")";
                    default -> "({\"" + String.join("\", \"", words) + "\"})";
                };
    }
}
