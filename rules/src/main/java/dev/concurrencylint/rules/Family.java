package dev.concurrencylint.rules;

/** A group of rules about one mechanism, switched on and off together. */
public enum Family {
    LOCKS("locks", "LOCK_"),
    PERMITS("permits", "PERMIT_"),
    MONITORS("monitors", "MONITOR_"),
    ASYNC("async", "ASYNC_"),
    POOLS("pools", "POOL_"),
    THREADS("threads", "THREAD_"),
    VISIBILITY("visibility", "VISIBILITY_"),
    HTTP("http", "HTTP_");

    private final String word;
    private final String prefix;

    Family(String word, String prefix) {
        this.word = word;
        this.prefix = prefix;
    }

    /** The family's name in addresses, tags and configuration, lower case. */
    public String word() {
        return word;
    }

    /** What the ids of its rules begin with. */
    public String prefix() {
        return prefix;
    }
}
