package dev.concurrencylint.rules;

/** One event of a trace: what happens at a place, in one sentence without a full stop. */
public record Step(Place place, String message) {}
