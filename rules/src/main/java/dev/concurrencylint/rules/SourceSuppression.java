package dev.concurrencylint.rules;

import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A comment, or an annotation that is in no class file, that takes back findings.
 *
 * @param target STATEMENT for comments
 * @param file the path below a source root, with slashes
 * @param range where it stands
 * @param text as a reader has it: {@code @SuppressWarnings("LOCK_NOT_RELEASED")}
 * @param className the annotated type, or the one that the member or the code is in, binary name with dots; empty where that is not known
 * @param fields the names of annotated fields; none for other targets
 * @param parameter of an annotated parameter; null for other targets
 * @param words what it names; none stands for nothing
 * @param justification empty if none is given
 * @param lines of its file whose findings it takes back
 */
public record SourceSuppression(
        Suppression.Target target,
        String file,
        Range range,
        String text,
        String className,
        List<String> fields,
        @Nullable Parameter parameter,
        List<String> words,
        String justification,
        List<Lines> lines)
        implements AnySuppression, Comparable<SourceSuppression> {
    private static final Comparator<SourceSuppression> ORDER = Comparator.comparing(SourceSuppression::file)
            .thenComparing((SourceSuppression one) -> one.range().startLine())
            .thenComparing((SourceSuppression one) -> one.range().startColumn())
            .thenComparing(SourceSuppression::text);

    /** Lines that follow one another, counted from 1, both ends included. */
    public record Lines(int first, int last) {
        /** Whether the line is one of them. */
        public boolean hold(int line) {
            return first <= line && line <= last;
        }
    }

    /**
     * Which parameter of its method it is.
     *
     * @param index counted from 0, as it is written
     * @param count how many are written
     * @param receivers 1 if the method has a {@code this}, else 0
     * @param hidden how many a compiler may put before it at most
     */
    public record Parameter(int index, int count, int receivers, int hidden) {
        /** The number by which the analysis names it in the method of that descriptor. */
        int number(String descriptor) {
            return receivers + Math.max(0, Math.min(hidden, parameters(descriptor) - count)) + index;
        }

        private static int parameters(String descriptor) {
            int number = 0;
            for (int at = 1; at < descriptor.length() && descriptor.charAt(at) != ')'; at++) {
                if (descriptor.charAt(at) == 'L') {
                    at = Math.max(at, descriptor.indexOf(';', at));
                }
                number += descriptor.charAt(at) == '[' ? 0 : 1;
            }
            return number;
        }
    }

    public SourceSuppression {
        fields = List.copyOf(fields);
        words = List.copyOf(words);
        lines = List.copyOf(lines);
    }

    @Override
    public RuleMatch match() {
        return RuleMatch.DEFAULT;
    }

    @Override
    public boolean covers(Finding finding) {
        return isAround(finding) && words.stream().anyMatch(word -> RuleMatch.DEFAULT.matches(word, finding.rule()));
    }

    private boolean isAround(Finding finding) {
        Place place = finding.place();
        if (target == Suppression.Target.FIELD
                && finding.field()
                        .filter(field -> field.className().equals(className) && fields.contains(field.name()))
                        .isPresent()) {
            return true;
        }
        if (!place.sourcePath().equals(file)) {
            return false;
        }
        if (place.line() == 0) {
            String name = place.source().className();
            return target == Suppression.Target.CLASS && (name.equals(className) || name.startsWith(className + "$"));
        }
        return lines.stream().anyMatch(some -> some.hold(place.line()))
                && (parameter == null
                        || place.source().equals(place.bytecode())
                                && isNumber(
                                        finding.subject(),
                                        parameter.number(place.source().descriptor())));
    }

    private static boolean isNumber(String subject, int number) {
        String name = "p" + number;
        return subject.startsWith(name)
                && (subject.length() == name.length() || !Character.isDigit(subject.charAt(name.length())));
    }

    @Override
    public String place() {
        return file + ":" + range.startLine();
    }

    @Override
    public String told() {
        return text + " at " + place();
    }

    @Override
    public int compareTo(SourceSuppression other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return text;
    }
}
