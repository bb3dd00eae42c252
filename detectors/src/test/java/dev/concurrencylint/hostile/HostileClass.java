package dev.concurrencylint.hostile;

/**
 * The bytes of a class file that is not as it should be.
 *
 * @param origin how to make it again
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, never changed
record HostileClass(String origin, byte[] bytes) {
    @Override
    public String toString() {
        return origin + " (" + bytes.length + " bytes)";
    }
}
