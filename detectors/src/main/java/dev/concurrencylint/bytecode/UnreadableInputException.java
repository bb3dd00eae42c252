package dev.concurrencylint.bytecode;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A path that can't be read as a whole. */
public final class UnreadableInputException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableInputException(Path path, IOException cause) {
        super(describe(path, cause), cause);
    }

    private static String describe(Path path, IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return path + " does not exist";
        }
        if (cause instanceof java.util.zip.ZipException) {
            return path + " is not a jar, a directory of classes or a class file, or it is cut: " + cause.getMessage();
        }
        return path + " can't be read: " + cause.getMessage();
    }
}
