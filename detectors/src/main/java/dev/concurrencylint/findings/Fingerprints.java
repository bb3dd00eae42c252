package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/** Names of findings that last: nothing in them moves with lines, local variables or what stands elsewhere. 32 hexadecimal digits. */
public final class Fingerprints {
    private static final int DIGITS = 32;

    /** Compilers number local and anonymous classes through the outer class. */
    private static final Pattern NUMBER = Pattern.compile("(?<=\\$)\\d+");

    private Fingerprints() {}

    /** The kind of fault in a method: rule, source method and synchroniser. Equal findings of one method share it. */
    public static String family(Finding finding) {
        return digest(identity(finding));
    }

    /**
     * The finding, told apart from its equals.
     *
     * @param rank counted from 1 among findings of one family and one ordinal
     */
    static String of(Finding finding, int rank) {
        return digest(identity(finding) + "\n" + finding.ordinal() + (rank == 1 ? "" : "\n" + rank));
    }

    private static String identity(Finding finding) {
        MethodName method = finding.place().source();
        return finding.rule().id() + "\n" + NUMBER.matcher(method.className()).replaceAll("") + "." + method.name()
                + method.descriptor() + "\n" + finding.subject();
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
