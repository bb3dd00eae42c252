package dev.concurrencylint.claims;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.lang.reflect.Modifier;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;

/** Objects of the class library's that can be made of nothing. */
final class LibraryObjects {
    private static final List<Class<?>> STREAMS =
            List.of(Reader.class, BufferedReader.class, Writer.class, InputStream.class, OutputStream.class);

    private LibraryObjects() {}

    /** Whether there is one that works, and one that fails. */
    static boolean isStream(Class<?> type) {
        return STREAMS.contains(type);
    }

    /** Null where the class is none of these. */
    static @Nullable Object of(Class<?> type, int option) {
        if (type == Date.class) {
            return Date.from(Instant.now());
        }
        if (type == Lock.class || type == ReentrantLock.class) {
            return new ReentrantLock();
        }
        if (type == ReentrantReadWriteLock.class || type == ReadWriteLock.class) {
            return new ReentrantReadWriteLock();
        }
        if (type == Condition.class) {
            return new ReentrantLock().newCondition();
        }
        if (type == Semaphore.class) {
            return new Semaphore(2);
        }
        if (type == Thread.class) {
            return new Thread(() -> {});
        }
        if (type == Throwable.class || type == Exception.class) {
            return new IllegalStateException("given");
        }
        Object stream = stream(type, option == 1);
        return stream == null ? byDefault(type) : stream;
    }

    private static @Nullable Object byDefault(Class<?> type) {
        if (!type.getName().startsWith("java.") || Modifier.isAbstract(type.getModifiers())) {
            return null;
        }
        try {
            return type.getConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            return null;
        }
    }

    private static @Nullable Object stream(Class<?> type, boolean fails) {
        if (type == Reader.class) {
            return fails ? new Failing.FailingReader() : new StringReader("a\nb\n");
        }
        if (type == BufferedReader.class) {
            return new BufferedReader(fails ? new Failing.FailingReader() : new StringReader("a\nb\n"));
        }
        if (type == Writer.class) {
            return fails ? new Failing.FailingWriter() : new StringWriter();
        }
        if (type == InputStream.class) {
            return fails ? new Failing.FailingInput() : new ByteArrayInputStream(new byte[] {1, 2, 3});
        }
        if (type == OutputStream.class) {
            return fails ? new Failing.FailingOutput() : new ByteArrayOutputStream();
        }
        return null;
    }
}
