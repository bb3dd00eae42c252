package dev.concurrencylint.findings;

import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.MethodName;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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
        return finding.rule().id() + "\n" + method(finding) + "\n" + finding.subject();
    }

    /**
     * The source method, and those that its class stands in, without the numbers of compilers:
     * {@code pkg.Type$.run()V in pkg.Type.method()V}.
     */
    static String method(Finding finding) {
        MethodName method = finding.place().source();
        List<MethodName> around = finding.around();
        StringBuilder text = new StringBuilder(withoutNumbers(method.className()))
                .append('.')
                .append(method.name())
                .append(around.isEmpty() ? method.descriptor() : withoutNumbers(method.descriptor()));
        for (MethodName outer : around) {
            text.append(" in ")
                    .append(withoutNumbers(outer.className()))
                    .append('.')
                    .append(outer.name())
                    .append(withoutNumbers(outer.descriptor()));
        }
        return text.toString();
    }

    private static String withoutNumbers(String classes) {
        return NUMBER.matcher(classes).replaceAll("");
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
