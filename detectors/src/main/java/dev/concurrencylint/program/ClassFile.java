package dev.concurrencylint.program;

import java.io.IOException;

/** A class file that can be read again. */
public interface ClassFile {
    /** Where it is, for people. */
    String place();

    byte[] read() throws IOException;
}
