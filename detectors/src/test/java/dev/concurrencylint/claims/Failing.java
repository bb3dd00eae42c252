package dev.concurrencylint.claims;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.Writer;

/** Streams none of whose operations work. */
final class Failing {
    private Failing() {}

    static final class FailingReader extends Reader {
        @Override
        public int read(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("cannot read");
        }

        @Override
        public void close() throws IOException {
            throw new IOException("cannot close");
        }
    }

    static final class FailingWriter extends Writer {
        @Override
        public void write(char[] buffer, int offset, int length) throws IOException {
            throw new IOException("cannot write");
        }

        @Override
        public void flush() throws IOException {
            throw new IOException("cannot flush");
        }

        @Override
        public void close() throws IOException {
            throw new IOException("cannot close");
        }
    }

    static final class FailingInput extends InputStream {
        @Override
        public int read() throws IOException {
            throw new IOException("cannot read");
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            throw new IOException("cannot read");
        }
    }

    static final class FailingOutput extends OutputStream {
        @Override
        public void write(int value) throws IOException {
            throw new IOException("cannot write");
        }
    }
}
