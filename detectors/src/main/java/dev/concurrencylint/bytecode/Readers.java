package dev.concurrencylint.bytecode;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.LimitExceededException;
import org.objectweb.asm.Opcodes;

/** Class files of any version as ASM readers. */
final class Readers {
    private static final int NEWEST = Opcodes.V25 & 0xFFFF;
    private static final int MAGIC = 0xCAFEBABE;

    private Readers() {}

    /**
     * A reader of the class file. Newer files than ASM knows are read as the newest that it does know: new versions have so far
     * added to the format, not changed it.
     *
     * @throws IllegalArgumentException if it is no class file
     */
    static ClassReader of(byte[] bytes) {
        if (bytes.length < 10 || u4(bytes) != MAGIC) {
            throw new IllegalArgumentException("not a class file");
        }
        if (!isNewer(bytes)) {
            return new ClassReader(bytes);
        }
        byte[] patched = bytes.clone();
        patched[6] = (byte) (NEWEST >>> 8);
        patched[7] = (byte) NEWEST;
        return new ClassReader(patched);
    }

    /** Why a class file could not be read, as one sentence. What is not said by us or by ASM is damage that is met by chance. */
    static String describe(Throwable e) {
        if (e instanceof StackOverflowError || e instanceof LimitExceededException) {
            return "is not a readable class file: its parts are nested too deeply";
        }
        boolean said = e.getClass() == IllegalArgumentException.class && e.getMessage() != null;
        return "is not a readable class file: "
                + (said ? e.getMessage() : "it breaks off or points to what is not there");
    }

    /** Whether the class file is newer than what is known for sure. */
    static boolean isNewer(byte[] bytes) {
        return major(bytes) > NEWEST;
    }

    static int major(byte[] bytes) {
        return (bytes[6] & 0xFF) << 8 | bytes[7] & 0xFF;
    }

    private static int u4(byte[] bytes) {
        return bytes[0] << 24 | (bytes[1] & 0xFF) << 16 | (bytes[2] & 0xFF) << 8 | bytes[3] & 0xFF;
    }
}
