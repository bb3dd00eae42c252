package dev.concurrencylint.baseline;

import dev.concurrencylint.findings.Accepted;
import dev.concurrencylint.yaml.Mistake;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A baseline as UTF-8 text: a heading, then a line an entry, sorted, without line numbers of the program: method, rule, fingerprint, count.
 * Version control merges it; lines in another order, and the same line twice, do no harm.
 */
public final class BaselineFile {
    private static final String HEADING = "# concurrency-lint baseline ";
    private static final String VERSION = "1";
    private static final String MODULE = "# module ";
    private static final Pattern ENTRY = Pattern.compile("(\\S.*) ([A-Z][A-Z_]*) ([0-9a-f]{32}) ([1-9][0-9]{0,6})");
    private static final Pattern CONFLICT = Pattern.compile("(<{7}|={7}|>{7}|\\|{7})( .*)?");
    private static final int MOST_MISTAKES = 20;

    private BaselineFile() {}

    /** The text of the file. */
    public static String text(Baseline baseline) {
        StringBuilder text = new StringBuilder(HEADING).append(VERSION).append('\n');
        if (!baseline.module().isEmpty()) {
            text.append(MODULE).append(baseline.module()).append('\n');
        }
        text.append(
                "# Findings that are accepted for now: method, rule, fingerprint, how many. Lines whose finding is fixed can go.\n");
        for (Accepted entry : baseline.entries()) {
            text.append(entry.method())
                    .append(' ')
                    .append(entry.rule())
                    .append(' ')
                    .append(entry.family())
                    .append(' ')
                    .append(entry.count())
                    .append('\n');
        }
        return text.toString();
    }

    /**
     * Reads the file.
     *
     * @param mistakes gets what is wrong, with the lines
     * @return empty if anything is
     */
    public static Optional<Baseline> read(Path file, List<Mistake> mistakes) {
        String name = file.toString();
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            return parse(text, name, mistakes);
        } catch (NoSuchFileException e) {
            mistakes.add(new Mistake(name, 0, 0, "there is no such file; the goal or command baseline writes it"));
        } catch (CharacterCodingException e) {
            mistakes.add(new Mistake(name, 0, 0, "it is no UTF-8 text"));
        } catch (IOException e) {
            mistakes.add(new Mistake(name, 0, 0, "it can't be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    /** Whether the file begins as a baseline does, damaged or not: then it may be written over. */
    public static boolean isOne(Path file) throws IOException {
        byte[] heading = HEADING.getBytes(StandardCharsets.UTF_8);
        try (var in = Files.newInputStream(file)) {
            return java.util.Arrays.equals(heading, in.readNBytes(heading.length));
        }
    }

    private static Optional<Baseline> parse(String text, String name, List<Mistake> mistakes) {
        List<String> lines = text.lines().toList();
        String first = lines.isEmpty() ? "" : lines.get(0).stripTrailing();
        if (!first.startsWith(HEADING)) {
            mistakes.add(new Mistake(name, 1, 1, "it is no baseline: expected `" + HEADING + VERSION + "`"));
            return Optional.empty();
        }
        if (!first.equals(HEADING + VERSION)) {
            mistakes.add(new Mistake(
                    name,
                    1,
                    HEADING.length() + 1,
                    "it is a baseline of form " + first.substring(HEADING.length()) + "; this version knows form "
                            + VERSION));
            return Optional.empty();
        }
        List<Mistake> wrong = new ArrayList<>();
        List<Accepted> entries = new ArrayList<>();
        String module = "";
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            Matcher entry = ENTRY.matcher(line);
            if (line.startsWith(MODULE)) {
                module = line.substring(MODULE.length()).strip();
            } else if (CONFLICT.matcher(line).matches()) {
                wrong.add(new Mistake(
                        name,
                        i + 1,
                        1,
                        "an unresolved merge conflict: keep the entries of both sides and remove this line"));
            } else if (entry.matches()) {
                entries.add(
                        new Accepted(entry.group(1), entry.group(2), entry.group(3), Integer.parseInt(entry.group(4))));
            } else if (!line.isEmpty() && !line.startsWith("#")) {
                wrong.add(new Mistake(
                        name,
                        i + 1,
                        1,
                        "expected a method, a rule, a fingerprint of 32 digits and a number, found "
                                + shortened(line)));
            }
        }
        if (wrong.size() > MOST_MISTAKES) {
            mistakes.addAll(wrong.subList(0, MOST_MISTAKES));
            mistakes.add(new Mistake(name, 0, 0, (wrong.size() - MOST_MISTAKES) + " more lines are wrong"));
        } else {
            mistakes.addAll(wrong);
        }
        return wrong.isEmpty() ? Optional.of(Baseline.of(module, entries)) : Optional.empty();
    }

    private static String shortened(String line) {
        int end = line.offsetByCodePoints(0, Math.min(60, line.codePointCount(0, line.length())));
        return (line.substring(0, end) + (end < line.length() ? "…" : "")).replaceAll("\\p{Cntrl}", "?");
    }
}
