package dev.concurrencylint.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The text of a source file by lines, which end in LF, CR or both. */
final class SourceText {
    private final String text;
    private final List<String> lines;
    private List<String> hashes = List.of();

    SourceText(String text) {
        this.text = text;
        this.lines = split(text);
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>();
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                lines.add(text.substring(start, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                start = i + 1;
            }
        }
        lines.add(text.substring(start));
        return List.copyOf(lines);
    }

    /** The line counted from 1, without its end; empty where the file has no such line or it is blank. */
    Optional<SourceLine> line(int number) {
        if (number < 1 || number > lines.size() || lines.get(number - 1).isBlank()) {
            return Optional.empty();
        }
        return Optional.of(new SourceLine(number, lines.get(number - 1)));
    }

    /** The hash that GitHub code scanning gives a line of this file; empty where the file has no such line. */
    Optional<String> hash(int number) {
        if (number < 1 || number > lines.size()) {
            return Optional.empty();
        }
        if (hashes.isEmpty()) {
            hashes = lineHashes();
        }
        return Optional.of(hashes.get(number - 1));
    }

    /**
     * The hash of a line covers the 100 characters from its start on, blanks and tabs left out, and tells how often that hash has
     * come in the file: {@code primaryLocationLineHash} of {@code github/codeql-action}.
     */
    private List<String> lineHashes() {
        final int span = 100;
        StringBuilder characters = new StringBuilder(text.length() + span);
        List<Integer> starts = new ArrayList<>();
        starts.add(0);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean secondOfPair = c == '\n' && i > 0 && text.charAt(i - 1) == '\r';
            if (c == ' ' || c == '\t' || secondOfPair) {
                continue;
            }
            characters.append(c == '\r' ? '\n' : c);
            if (c == '\n' || c == '\r') {
                starts.add(characters.length());
            }
        }
        characters.append('\uFFFF');
        characters.append("\0".repeat(span));

        Map<String, Integer> counts = new HashMap<>();
        List<String> result = new ArrayList<>();
        for (int start : starts) {
            long hash = 0;
            for (int i = start; i < start + span; i++) {
                hash = 37 * hash + characters.charAt(i);
            }
            String word = Long.toHexString(hash);
            result.add(word + ":" + counts.merge(word, 1, Integer::sum));
        }
        return List.copyOf(result);
    }
}
