package dev.concurrencylint.specification;

import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.catalogue.Catalogue;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a line of a labelled program says about itself: {@code // expect: RULE, RULE (medium)}.
 *
 * @param line counted from 1
 * @param rule the rule's id
 * @param confidence empty where it does not matter
 */
public record Label(int line, Kind kind, String rule, Optional<Confidence> confidence) {
    private static final Pattern START = Pattern.compile("//\\s*(expect|miss|false)\\b([^/]*)");
    private static final Pattern ITEM = Pattern.compile("([A-Z_]+)(?: \\((high|medium|low)\\))?");

    public enum Kind {
        /** A fault that must be reported. */
        EXPECT,
        /** A fault that is known not to be reported. */
        MISS,
        /** No fault, and known to be reported. */
        FALSE
    }

    /** The labels of a line of source. */
    static List<Label> of(int line, String text) {
        List<Label> labels = new ArrayList<>();
        Matcher start = START.matcher(text);
        while (start.find()) {
            Kind kind = Kind.valueOf(start.group(1).toUpperCase(Locale.ROOT));
            String items = start.group(2).strip();
            if (!items.startsWith(":")) {
                throw new IllegalArgumentException("line " + line + ": a label without a colon: " + text.strip());
            }
            for (String item : items.substring(1).split(",", -1)) {
                labels.add(of(line, kind, item.strip()));
            }
        }
        return labels;
    }

    /** Whether it is about such a finding: one of low confidence, which no report shows unasked, only where it says so. */
    boolean isAbout(Confidence found) {
        return found != Confidence.LOW || confidence.equals(Optional.of(Confidence.LOW));
    }

    private static Label of(int line, Kind kind, String item) {
        Matcher parts = ITEM.matcher(item);
        if (!parts.matches() || Catalogue.find(parts.group(1)).isEmpty()) {
            throw new IllegalArgumentException("line " + line + ": no rule is called '" + item + "'");
        }
        Optional<Confidence> confidence =
                Optional.ofNullable(parts.group(2)).map(word -> Confidence.valueOf(word.toUpperCase(Locale.ROOT)));
        return new Label(line, kind, parts.group(1), confidence);
    }
}
