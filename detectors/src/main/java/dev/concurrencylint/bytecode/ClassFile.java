package dev.concurrencylint.bytecode;

import java.io.IOException;

/** A class file that can be read again. */
interface ClassFile {
    /** Where it is, for people. */
    String place();

    byte[] read() throws IOException;
}
