package dev.concurrencylint.rules;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of fault. The id names the fault and is the same everywhere: SARIF, configuration, suppression, documentation.
 *
 * @param id upper case, begins with the family's prefix
 * @param name the rule's address inside its family, upper camel case
 * @param shortDescription the fault in a few words, without a full stop
 * @param fullDescription the fault in one or two sentences
 * @param cwe CWE numbers, most fitting first
 */
public record Rule(
        String id,
        Family family,
        String name,
        Severity severity,
        String shortDescription,
        String fullDescription,
        List<Integer> cwe) {

    public Rule {
        cwe = List.copyOf(cwe);
        if (!id.startsWith(family.prefix())) {
            throw new IllegalArgumentException(id + " is not an id of the family " + family.word());
        }
    }

    /** The same rule with another severity. */
    public Rule withSeverity(Severity other) {
        return new Rule(id, family, name, other, shortDescription, fullDescription, cwe);
    }

    /** Where its page, detector and fixtures stand: {@code <family>/<RuleName>}. */
    public String address() {
        return family.word() + "/" + name;
    }

    /**
     * The rule's page, in Markdown.
     *
     * @throws IllegalStateException if the page is not on the class path
     */
    public String page() {
        try (InputStream in = Rule.class.getResourceAsStream(address() + ".md")) {
            if (in == null) {
                throw new IllegalStateException("no page for rule " + id);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || other instanceof Rule that
                        && id.equals(that.id)
                        && family.equals(that.family)
                        && name.equals(that.name)
                        && severity.equals(that.severity)
                        && shortDescription.equals(that.shortDescription)
                        && fullDescription.equals(that.fullDescription)
                        && cwe.equals(that.cwe);
    }

    @Override
    public int hashCode() {
        int hash = id.hashCode();
        hash = 31 * hash + family.hashCode();
        hash = 31 * hash + name.hashCode();
        hash = 31 * hash + severity.hashCode();
        hash = 31 * hash + shortDescription.hashCode();
        hash = 31 * hash + fullDescription.hashCode();
        hash = 31 * hash + cwe.hashCode();
        return hash;
    }
}
