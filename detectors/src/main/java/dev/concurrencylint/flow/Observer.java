package dev.concurrencylint.flow;

/** Hears which instructions of a method are reached, in no order. */
public interface Observer {
    /**
     * The instruction is reached; once for each alternative.
     *
     * @param at instruction index
     * @param before what is known before the instruction; valid during the call only
     */
    void reached(int at, State before);
}
