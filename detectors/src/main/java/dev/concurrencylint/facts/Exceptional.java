package dev.concurrencylint.facts;

/**
 * An exception that may leave a call. Rare ones (null, bounds, class loading, memory) are never listed.
 *
 * @param type internal name; {@code java/lang/RuntimeException} stands for any unchecked exception
 */
public record Exceptional(String type, Likelihood likelihood) {}
