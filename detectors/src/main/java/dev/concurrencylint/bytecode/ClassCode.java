package dev.concurrencylint.bytecode;

import dev.concurrencylint.program.ClassFile;
import dev.concurrencylint.program.MethodBody;
import java.io.IOException;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the index keeps of the code of one class, read when the first of its methods is asked for. Not for several threads. */
final class ClassCode {
    private final Indexer indexer;
    private final ClassFile file;
    private final Consumer<String> broken;
    private @Nullable Map<String, MethodBody> bodies;

    /** @param broken takes why the code can't be read; nothing is known of such code */
    ClassCode(Indexer indexer, ClassFile file, Consumer<String> broken) {
        this.indexer = indexer;
        this.file = file;
        this.broken = broken;
    }

    Supplier<MethodBody> of(String nameAndDescriptor) {
        return new OneBody(nameAndDescriptor);
    }

    private Map<String, MethodBody> bodies() {
        Map<String, MethodBody> known = bodies;
        if (known == null) {
            known = read();
            bodies = known;
        }
        return known;
    }

    private Map<String, MethodBody> read() {
        try {
            return indexer.bodies(file.read());
        } catch (IOException e) {
            broken.accept("can't be read: " + e.getMessage());
        } catch (RuntimeException e) {
            broken.accept(Readers.describe(e));
        }
        return Map.of();
    }

    private final class OneBody implements Supplier<MethodBody> {
        private final String nameAndDescriptor;
        private @Nullable MethodBody body;

        OneBody(String nameAndDescriptor) {
            this.nameAndDescriptor = nameAndDescriptor;
        }

        @Override
        public MethodBody get() {
            MethodBody known = body;
            if (known == null) {
                known = bodies().getOrDefault(nameAndDescriptor, MethodBody.NONE);
                body = known;
            }
            return known;
        }
    }
}
