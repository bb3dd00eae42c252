package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Orders findings, keeps one per fault, and gives each its fingerprint. */
public final class Merging {
    private static final int DIGITS = 32;

    private record Fault(String rule, Object place, String subject) {}

    private Merging() {}

    /**
     * One finding per rule, place and subject, sorted; copies of one {@code finally} are one fault, and the surest of them counts.
     * The fingerprint is of the rule, the source method, the subject and the ordinal among equals: nothing that moves with lines.
     */
    public static List<Finding> merge(List<Finding> findings) {
        Map<Fault, Finding> unique = new LinkedHashMap<>();
        for (Finding finding : new TreeSet<>(findings)) {
            Fault fault = new Fault(finding.rule().id(), finding.place(), finding.subject());
            unique.merge(fault, finding, (a, b) -> b.confidence().compareTo(a.confidence()) < 0 ? b : a);
        }
        Map<String, Integer> ordinals = new LinkedHashMap<>();
        List<Finding> merged = new ArrayList<>(unique.size());
        for (Finding finding : unique.values()) {
            String identity = finding.rule().id() + "\n" + finding.place().source() + "\n" + finding.subject();
            int ordinal = ordinals.merge(identity, 1, Integer::sum);
            merged.add(finding.withFingerprint(digest(identity + "\n" + ordinal)));
        }
        return merged;
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash).substring(0, DIGITS);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
