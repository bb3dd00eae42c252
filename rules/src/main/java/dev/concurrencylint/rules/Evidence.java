package dev.concurrencylint.rules;

/**
 * A reason to believe or to doubt a finding.
 *
 * @param id a stable word for tools, lower case with hyphens: {@code released-elsewhere-in-method}
 * @param text the reason in one sentence without a full stop
 */
public record Evidence(String id, String text) {}
