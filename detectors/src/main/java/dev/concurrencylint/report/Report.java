package dev.concurrencylint.report;

import dev.concurrencylint.findings.Reported;
import java.io.IOException;
import java.io.Writer;

/** One way to tell what a run found. The same arguments give the same text, byte for byte. */
public interface Report {
    /**
     * Writes the whole report and flushes; the writer stays open. Texts are meant for UTF-8.
     *
     * @param result holds only what is to be reported
     */
    void write(Reported result, ReportContext context, Writer out) throws IOException;
}
