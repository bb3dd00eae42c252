package dev.concurrencylint.program;

/**
 * The members that a class file names in its constant pool, as hashes: a member that it uses is always among them, one that it does
 * not use rarely. So the code of classes that can't matter is never read.
 */
public final class Mentions {
    /** None: of classes that are not asked for what they mention. */
    public static final Mentions NONE = new Mentions(new int[0]);

    private static final int FIELD = 0x5bd1e995;
    private static final int HANDLE = 0x2c1b3c6d;
    private static final int CLASS = 0x1b873593;
    private static final String CONSTRUCTOR = "<init>";
    private static final int CONSTRUCTOR_HASH = extend(0, CONSTRUCTOR);
    private static final int INTERRUPTED = extend(0, "java/lang/InterruptedException");

    private final int[] hashes;

    /** @param hashes in any order */
    public Mentions(int[] hashes) {
        this.hashes = hashes.clone();
    }

    /** The hash of a method's name and descriptor, over their modified UTF-8 (JVMS §4.4.7). */
    public static int ofMethod(String name, String descriptor) {
        return extend(extend(0, name), descriptor);
    }

    /** The hash of a constructor: unlike other methods it belongs to one class alone. Internal name. */
    public static int ofConstructor(String owner, String descriptor) {
        return extend(ofMethod(CONSTRUCTOR, descriptor), owner);
    }

    /** Whether that is the hash of the name of constructors; one of other names may be equal. */
    public static boolean isConstructor(int name) {
        return name == CONSTRUCTOR_HASH;
    }

    /** The hash of a field's name. */
    public static int ofField(String name) {
        return FIELD ^ extend(0, name);
    }

    /** The hash of a field from that of its name. */
    public static int ofField(int name) {
        return FIELD ^ name;
    }

    /** The hash of a method that lambdas or method references run. */
    public static int ofHandle(String owner, String name, String descriptor) {
        return HANDLE ^ extend(ofMethod(name, descriptor), owner);
    }

    /** The hash of such a method from that of its name, descriptor and owner, in this order. */
    public static int ofHandle(int method) {
        return HANDLE ^ method;
    }

    /** Whether that is the hash of the name of a class that is kept: few are asked for. */
    public static boolean isKeptClass(int name) {
        return name == INTERRUPTED;
    }

    /** The hash of a class from that of its internal name. */
    public static int ofClass(int name) {
        return CLASS ^ name;
    }

    /** The hash of the exception that tells a thread of an interrupt. */
    public static int ofInterruption() {
        return ofClass(INTERRUPTED);
    }

    /** The hash with more bytes, those from the first position up to the second. */
    public static int extend(int hash, byte[] bytes, int from, int to) {
        int extended = hash;
        for (int at = from; at < to; at++) {
            extended = 31 * extended + bytes[at];
        }
        return extended;
    }

    private static int extend(int hash, byte next) {
        return 31 * hash + next;
    }

    private static int extend(int hash, String text) {
        int extended = hash;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != 0 && c < 0x80) {
                extended = extend(extended, (byte) c);
            } else if (c < 0x800) {
                extended = extend(extended, (byte) (0xC0 | c >> 6));
                extended = extend(extended, (byte) (0x80 | c & 0x3F));
            } else {
                extended = extend(extended, (byte) (0xE0 | c >> 12));
                extended = extend(extended, (byte) (0x80 | c >> 6 & 0x3F));
                extended = extend(extended, (byte) (0x80 | c & 0x3F));
            }
        }
        return extended;
    }

    int size() {
        return hashes.length;
    }

    int get(int index) {
        return hashes[index];
    }
}
