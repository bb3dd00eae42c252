package dev.concurrencylint.baseline;

import dev.concurrencylint.findings.Accepted;
import dev.concurrencylint.yaml.Mistake;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * A baseline as UTF-8 text: a heading, then a line an entry, sorted, without line numbers of the program: method, rule, fingerprint, count.
 * Version control merges it; lines in another order, and the same line twice, do no harm.
 */
public final class BaselineFile {
    private static final int MOST_MISTAKES = 20;

    /** How much of a file is looked at before it is written over. */
    private static final int MOST_BYTES = 1 << 26;

    private BaselineFile() {}

    /** The text of the file. */
    public static String text(Baseline baseline) {
        StringBuilder text = new StringBuilder(BaselineText.HEADING)
                .append(BaselineText.VERSION)
                .append('\n');
        if (!baseline.module().isEmpty()) {
            text.append(BaselineText.MODULE).append(baseline.module()).append('\n');
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
            return read(new BaselineText(text, name), mistakes);
        } catch (NoSuchFileException e) {
            mistakes.add(new Mistake(name, 0, 0, "there is no such file; the goal or command baseline writes it"));
        } catch (CharacterCodingException e) {
            mistakes.add(new Mistake(name, 0, 0, "it is no UTF-8 text"));
        } catch (IOException e) {
            mistakes.add(new Mistake(name, 0, 0, "it can't be read: " + e.getMessage()));
        }
        return Optional.empty();
    }

    private static Optional<Baseline> read(BaselineText text, List<Mistake> mistakes) {
        List<Mistake> wrong = text.mistakes();
        if (wrong.size() > MOST_MISTAKES) {
            mistakes.addAll(wrong.subList(0, MOST_MISTAKES));
            mistakes.add(
                    new Mistake(wrong.get(0).file(), 0, 0, (wrong.size() - MOST_MISTAKES) + " more lines are wrong"));
        } else {
            mistakes.addAll(wrong);
        }
        return wrong.isEmpty() ? Optional.of(text.baseline()) : Optional.empty();
    }

    /**
     * Looks at a file that is to be written over, damaged or not.
     *
     * @throws IOException if it can't be read
     */
    public static Replaced replaced(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            BaselineText text =
                    new BaselineText(new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8), file.toString());
            return new Replaced(
                    text.isOne() || text.isEmpty(),
                    text.otherForms(),
                    text.modules(),
                    text.mistakes().isEmpty() ? Optional.of(text.baseline()) : Optional.empty());
        }
    }

    /**
     * What is known of a file that is to be written over.
     *
     * @param allowed whether it is a baseline, or nothing
     * @param otherForms forms that only other versions know
     * @param modules the modules that it is about
     * @param baseline empty where it is damaged
     */
    public record Replaced(
            boolean allowed, SortedSet<String> otherForms, SortedSet<String> modules, Optional<Baseline> baseline) {}
}
