package dev.concurrencylint.check;

/**
 * What a door asks for that repairs.
 *
 * @param check what to analyse and which findings to repair; its outputs are not written
 * @param apply whether files are written; else the changes are only told
 * @param uncommitted whether files are written that git could not give back as they are
 */
public record FixRequest(CheckRequest check, boolean apply, boolean uncommitted) {}
