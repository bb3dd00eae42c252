package dev.concurrencylint.check;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.rules.catalogue.Catalogue;
import dev.concurrencylint.words.Nearest;
import dev.concurrencylint.yaml.Mistake;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is said of rules, by a rule's id or a family's word.
 *
 * @param layers the one that wins first; within one, a rule wins over its family
 */
public record RuleSettings(List<Map<String, RuleSetting>> layers) {
    /** Nothing is said. */
    public static final RuleSettings NONE = new RuleSettings(List.of());

    private static final String FAMILIES = "families are "
            + Arrays.stream(Family.values()).map(Family::word).collect(Collectors.joining(", "))
            + ", and the command rules lists the rules";

    public RuleSettings {
        layers = layers.stream().map(Map::copyOf).toList();
    }

    /**
     * Reads a list of {@code RULE=setting} or {@code family=setting}.
     *
     * @param source what the mistakes name as the place
     * @throws CheckFailure if entries are wrong; the message has all mistakes
     */
    public static RuleSettings parse(List<String> entries, String source) throws CheckFailure {
        List<Mistake> mistakes = new ArrayList<>();
        Map<String, RuleSetting> layer = new LinkedHashMap<>();
        for (String entry : entries) {
            int equals = entry.indexOf('=');
            String name = (equals < 0 ? entry : entry.substring(0, equals)).strip();
            String word = equals < 0 ? "" : entry.substring(equals + 1).strip();
            unknown(name).ifPresent(message -> mistakes.add(new Mistake(source, 0, 0, message)));
            Optional<RuleSetting> setting = Arrays.stream(RuleSetting.values())
                    .filter(one -> one.name().equals(word.toUpperCase(Locale.ROOT)))
                    .findFirst();
            if (setting.isEmpty()) {
                mistakes.add(new Mistake(
                        source,
                        0,
                        0,
                        "expected RULE=off, on, error, warning or note, not " + entry.strip()
                                + Nearest.hint(word, List.of("off", "on", "error", "warning", "note"))));
            } else {
                layer.put(name, setting.get());
            }
        }
        if (!mistakes.isEmpty()) {
            throw new CheckFailure(Mistake.told(mistakes));
        }
        return layer.isEmpty() ? NONE : new RuleSettings(List.of(layer));
    }

    /** What to say of a name that is neither a rule nor a family; empty if it is one. */
    static Optional<String> unknown(String name) {
        List<String> known = new ArrayList<>();
        Catalogue.rules().forEach(rule -> known.add(rule.id()));
        for (Family family : Family.values()) {
            known.add(family.word());
        }
        return known.contains(name)
                ? Optional.empty()
                : Optional.of("there is no rule or family " + name
                        + Nearest.to(name, known)
                                .map(near -> "; did you mean " + near + "?")
                                .orElse("; " + FAMILIES));
    }

    RuleSettings over(RuleSettings other) {
        List<Map<String, RuleSetting>> all = new ArrayList<>(layers);
        all.addAll(other.layers);
        return new RuleSettings(all);
    }

    /** The rule as it is reported; empty if it isn't. */
    Optional<Rule> apply(Rule rule) {
        for (Map<String, RuleSetting> layer : layers) {
            RuleSetting setting = layer.get(rule.id());
            if (setting == null) {
                setting = layer.get(rule.family().word());
            }
            if (setting != null) {
                return setting.apply(rule);
            }
        }
        return Optional.of(rule);
    }

    /** The rules that are reported, as they are reported. */
    List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        Catalogue.rules().forEach(rule -> apply(rule).ifPresent(rules::add));
        return rules;
    }
}
