package dev.concurrencylint.models;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * How the code of a context knows the thread that runs it, and what that thread itself has to do: who waits for it there waits for
 * himself. Types are internal names.
 */
public final class OwnThread {
    private final SortedSet<String> types = new TreeSet<>();
    private final Patterns leads = new Patterns();
    private final Patterns answers = new Patterns();
    private final Patterns answersCaller = new Patterns();
    private final Patterns waits = new Patterns();

    OwnThread() {}

    void addType(String type) {
        types.add(type);
    }

    Patterns leads() {
        return leads;
    }

    Patterns answers() {
        return answers;
    }

    Patterns answersCaller() {
        return answersCaller;
    }

    Patterns waits() {
        return waits;
    }

    /** The types of the code's own parameters that are served by its thread, sorted. */
    public SortedSet<String> types() {
        return Collections.unmodifiableSortedSet(types);
    }

    /** Whether nothing is told of such threads. */
    public boolean isEmpty() {
        return leads.isEmpty() && answers.isEmpty() && answersCaller.isEmpty() && waits.isEmpty();
    }

    /** Whether the method of something that the thread serves answers something that it serves as well. */
    public boolean leads(String owner, String nameAndDescriptor) {
        return leads.matches(owner, nameAndDescriptor);
    }

    /** Whether the thread that serves the receiver completes what the method answers. */
    public boolean answers(String owner, String nameAndDescriptor) {
        return answers.matches(owner, nameAndDescriptor);
    }

    /** Whether the thread that calls the method completes what it answers. */
    public boolean answersCaller(String owner, String nameAndDescriptor) {
        return answersCaller.matches(owner, nameAndDescriptor);
    }

    /** Whether the method waits for such a thread. */
    public boolean isWaitedFor(String owner, String nameAndDescriptor) {
        return waits.matches(owner, nameAndDescriptor);
    }
}
