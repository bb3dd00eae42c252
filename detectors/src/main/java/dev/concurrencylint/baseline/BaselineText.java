package dev.concurrencylint.baseline;

import dev.concurrencylint.findings.Accepted;
import dev.concurrencylint.yaml.Mistake;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of a baseline, damaged or not, line by line. */
final class BaselineText {
    static final String HEADING = "# concurrency-lint baseline ";
    static final String VERSION = "1";
    static final String MODULE = "# module ";

    private static final Pattern ENTRY = Pattern.compile("(\\S.*) ([A-Z][A-Z_]*) ([0-9a-f]{32}) ([1-9][0-9]{0,6})");
    private static final Pattern CONFLICT = Pattern.compile("(<{7}|={7}|>{7}|\\|{7})( .*)?");
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final String name;
    private final List<Mistake> mistakes = new ArrayList<>();
    private final List<Accepted> entries = new ArrayList<>();
    private final SortedSet<String> modules = new TreeSet<>();
    private final SortedSet<String> otherForms = new TreeSet<>();
    private final boolean empty;
    private boolean headed;
    private boolean alien;

    BaselineText(String text, String name) {
        this.name = name;
        String plain = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        empty = plain.isBlank();
        if (empty) {
            mistakes.add(new Mistake(name, 0, 0, "it is empty; the goal or command baseline writes it"));
            return;
        }
        int number = 0;
        for (String line : plain.lines().toList()) {
            number++;
            line(line.strip(), number);
            if (alien || !otherForms.isEmpty()) {
                return;
            }
        }
        if (!headed) {
            alien(1);
        }
    }

    private void line(String line, int number) {
        Matcher entry = ENTRY.matcher(line);
        if (line.isEmpty()) {
            return;
        }
        if (CONFLICT.matcher(line).matches()) {
            wrong(number, 1, "an unresolved merge conflict: keep the entries of both sides and remove this line");
        } else if (line.startsWith(HEADING.strip())) {
            heading(line.substring(HEADING.length() - 1).strip(), number);
        } else if (!headed) {
            alien(number);
        } else if (line.startsWith(MODULE)) {
            modules.add(line.substring(MODULE.length()).strip());
            if (modules.size() > 1) {
                wrong(number, 1, "a second module: it is the baseline of " + String.join(" and ", modules));
            }
        } else if (entry.matches()) {
            entries.add(new Accepted(entry.group(1), entry.group(2), entry.group(3), Integer.parseInt(entry.group(4))));
        } else if (!line.startsWith("#")) {
            wrong(
                    number,
                    1,
                    "expected a method, a rule, a fingerprint of 32 digits and a number, found " + shortened(line));
        }
    }

    private void heading(String form, int number) {
        headed = true;
        if (!form.equals(VERSION)) {
            otherForms.add(form);
            mistakes.clear();
            wrong(
                    number,
                    HEADING.length() + 1,
                    "it is a baseline of form " + form + "; this version knows form " + VERSION);
        }
    }

    private void alien(int number) {
        alien = true;
        mistakes.clear();
        wrong(number, 1, "it is no baseline: expected `" + HEADING + VERSION + "`");
    }

    private void wrong(int line, int column, String message) {
        mistakes.add(new Mistake(name, line, column, message));
    }

    private static String shortened(String line) {
        int end = line.offsetByCodePoints(0, Math.min(60, line.codePointCount(0, line.length())));
        return (line.substring(0, end) + (end < line.length() ? "…" : "")).replaceAll("\\p{Cntrl}", "?");
    }

    /** What is wrong, with the lines. */
    List<Mistake> mistakes() {
        return mistakes;
    }

    /** What stands in lines that are not wrong. */
    Baseline baseline() {
        return Baseline.of(modules.isEmpty() ? "" : modules.first(), entries);
    }

    /** Whether there is nothing in it. */
    boolean isEmpty() {
        return empty;
    }

    /** Whether it begins as a baseline does, whatever the form. */
    boolean isOne() {
        return headed;
    }

    /** The modules that it names. */
    SortedSet<String> modules() {
        return modules;
    }

    /** The forms that this version does not know. */
    SortedSet<String> otherForms() {
        return otherForms;
    }
}
