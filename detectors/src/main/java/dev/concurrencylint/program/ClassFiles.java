package dev.concurrencylint.program;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The class files of a run: those to report on, and the class path behind them. The JDK's own need not be among them. */
public interface ClassFiles extends Closeable {
    /** The class files to report on; of two with one class the first counts. Several threads may read them. */
    List<ClassFile> analysed();

    /** Makes the other methods quick; may be called on another thread while {@link #analysed()} are read, and before all others. */
    void open();

    /**
     * All class files of those containers of the class path that hold a class of one of the packages and are no smaller than what is
     * analysed, which then looks like a part of them: calls into the analysed classes, and classes that inherit from them, may stand
     * there.
     *
     * @param packages internal names, without the last slash; empty for the unnamed package
     * @param analysed the number of classes that are analysed
     */
    List<ClassFile> neighbours(Set<String> packages, int analysed);

    /** The class file of that internal name, wherever it is on the class path; null where it is not. */
    @Nullable
    ClassFile find(String name);

    @Override
    void close() throws IOException;
}
