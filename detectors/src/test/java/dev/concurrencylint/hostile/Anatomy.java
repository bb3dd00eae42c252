package dev.concurrencylint.hostile;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the parts of an intact class file lie (JVMS §4), so that damage can be aimed. */
final class Anatomy {
    /**
     * A part.
     *
     * @param kind {@code pool}, {@code text}, {@code header}, {@code member} or the name of an attribute, whose six bytes of head belong to it
     * @param from the first byte
     * @param to past the last byte
     */
    record Part(String kind, int from, int to) {
        int length() {
            return to - from;
        }
    }

    private final ByteBuffer bytes;
    private final Map<Integer, String> texts = new HashMap<>();
    private final List<Part> parts = new ArrayList<>();

    private Anatomy(byte[] bytes) {
        this.bytes = ByteBuffer.wrap(bytes);
    }

    /** The parts in the order of the file; parts of the Code attribute follow the attribute. */
    static List<Part> of(byte[] bytes) {
        Anatomy anatomy = new Anatomy(bytes);
        anatomy.walk();
        return List.copyOf(anatomy.parts);
    }

    private void walk() {
        bytes.position(8);
        pool();
        int header = bytes.position();
        skip(6);
        skip(2 * u2());
        parts.add(new Part("header", header, bytes.position()));
        for (int kind = 0; kind < 2; kind++) {
            for (int members = u2(); members > 0; members--) {
                parts.add(new Part("member", bytes.position(), bytes.position() + 8));
                skip(6);
                attributes();
            }
        }
        attributes();
    }

    private void pool() {
        int from = bytes.position();
        int count = u2();
        for (int i = 1; i < count; i++) {
            int tag = bytes.get();
            if (tag == 1) {
                int start = bytes.position() - 1;
                byte[] text = new byte[u2()];
                bytes.get(text);
                texts.put(i, new String(text, StandardCharsets.ISO_8859_1));
                parts.add(new Part("text", start, bytes.position()));
            } else {
                skip(
                        switch (tag) {
                            case 3, 4, 9, 10, 11, 12, 17, 18 -> 4;
                            case 5, 6 -> 8;
                            case 15 -> 3;
                            default -> 2;
                        });
                i += tag == 5 || tag == 6 ? 1 : 0; // JVMS §4.4.5: they take two entries
            }
        }
        parts.add(new Part("pool", from, bytes.position()));
    }

    private void attributes() {
        for (int count = u2(); count > 0; count--) {
            int from = bytes.position();
            String name = texts.getOrDefault(u2(), "");
            int end = bytes.getInt() + bytes.position();
            parts.add(new Part(name, from, end));
            if (name.equals("Code")) {
                code();
            }
            bytes.position(end);
        }
    }

    private void code() {
        skip(4);
        int length = bytes.getInt();
        parts.add(new Part("instructions", bytes.position(), bytes.position() + length));
        skip(length);
        int from = bytes.position();
        skip(8 * u2());
        parts.add(new Part("handlers", from, bytes.position()));
        attributes();
    }

    private int u2() {
        return bytes.getShort() & 0xFFFF;
    }

    private void skip(int length) {
        bytes.position(bytes.position() + length);
    }
}
