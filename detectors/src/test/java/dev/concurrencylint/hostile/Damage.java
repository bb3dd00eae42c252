package dev.concurrencylint.hostile;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Ways to damage a class file, each by chance. What is chosen depends on the random numbers alone. */
enum Damage {
    BITS {
        @Override
        byte[] to(byte[] bytes, SplittableRandom random) {
            byte[] damaged = bytes.clone();
            for (int flips = random.nextInt(1, 9); flips > 0; flips--) {
                damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
            }
            return damaged;
        }
    },
    CUT {
        @Override
        byte[] to(byte[] bytes, SplittableRandom random) {
            return Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
    },
    REPEATED {
        @Override
        byte[] to(byte[] bytes, SplittableRandom random) {
            int from = random.nextInt(bytes.length);
            int to = random.nextInt(from, Math.min(bytes.length, from + 400)) + 1;
            return spliced(bytes, from, from, Arrays.copyOfRange(bytes, from, to));
        }
    },
    REMOVED {
        @Override
        byte[] to(byte[] bytes, SplittableRandom random) {
            int from = random.nextInt(bytes.length);
            return spliced(bytes, from, Math.min(bytes.length, from + random.nextInt(1, 65)), new byte[0]);
        }
    },
    VERSION {
        @Override
        byte[] to(byte[] bytes, SplittableRandom random) {
            byte[] damaged = bytes.clone();
            damaged[7] = (byte) random.nextInt(256);
            damaged[6] = (byte) (random.nextInt(8) == 0 ? random.nextInt(256) : 0);
            return damaged;
        }
    },
    /** An extreme number somewhere in one part: an index, a count, a length, a flag. */
    NUMBER {
        @Override
        byte[] to(byte[] bytes, SplittableRandom random) {
            Anatomy.Part part = part(bytes, random);
            byte[] damaged = bytes.clone();
            int at = part.from() + random.nextInt(part.length());
            int width = Math.min(random.nextInt(4) == 0 ? 4 : 2, damaged.length - at);
            int number = NUMBERS[random.nextInt(NUMBERS.length)];
            for (int i = 0; i < width; i++) {
                damaged[at + i] = (byte) (number >>> 8 * (width - 1 - i));
            }
            return damaged;
        }
    },
    /** Noise in one part. */
    NOISE {
        @Override
        byte[] to(byte[] bytes, SplittableRandom random) {
            Anatomy.Part part = part(bytes, random);
            byte[] damaged = bytes.clone();
            for (int times = random.nextInt(1, 17); times > 0; times--) {
                damaged[part.from() + random.nextInt(part.length())] = (byte) random.nextInt(256);
            }
            return damaged;
        }
    },
    /** One part in place of another of the same kind. */
    EXCHANGED {
        @Override
        byte[] to(byte[] bytes, SplittableRandom random) {
            Anatomy.Part part = part(bytes, random);
            List<Anatomy.Part> same = Anatomy.of(bytes).stream()
                    .filter(other -> other.kind().equals(part.kind()))
                    .toList();
            Anatomy.Part other = same.get(random.nextInt(same.size()));
            return spliced(bytes, part.from(), part.to(), Arrays.copyOfRange(bytes, other.from(), other.to()));
        }
    },
    /** A letter of a name, descriptor or signature becomes one that means something there, or nothing anywhere. */
    NAME {
        @Override
        byte[] to(byte[] bytes, SplittableRandom random) {
            List<Anatomy.Part> texts = Anatomy.of(bytes).stream()
                    .filter(part -> part.kind().equals("text") && part.length() > 3)
                    .toList();
            byte[] damaged = bytes.clone();
            for (int times = random.nextInt(1, 5); times > 0; times--) {
                Anatomy.Part text = texts.get(random.nextInt(texts.size()));
                int at = text.from() + 3 + random.nextInt(text.length() - 3);
                damaged[at] = (byte) LETTERS.charAt(random.nextInt(LETTERS.length()));
            }
            return damaged;
        }
    };

    private static final int[] NUMBERS = {
        0, 1, 2, 0x7F, 0xFF, 0x7FFF, 0x8000, 0xFFFE, 0xFFFF, 0x7FFF_FFFF, 0x8000_0000, -1, -2
    };
    private static final String LETTERS = ";[/.<>()LVIJ$:*+-^\0\1\n\r\u001b\u0080\u00c0\u00e0\u00ff";

    /** A damaged copy; now and then an equal one. */
    abstract byte[] to(byte[] bytes, SplittableRandom random);

    /** A part that is not empty, each kind as often as another. */
    private static Anatomy.Part part(byte[] bytes, SplittableRandom random) {
        List<Anatomy.Part> parts =
                Anatomy.of(bytes).stream().filter(part -> part.length() > 0).toList();
        List<String> kinds = parts.stream().map(Anatomy.Part::kind).distinct().toList();
        String kind = kinds.get(random.nextInt(kinds.size()));
        List<Anatomy.Part> same =
                parts.stream().filter(part -> part.kind().equals(kind)).toList();
        return same.get(random.nextInt(same.size()));
    }

    private static byte[] spliced(byte[] bytes, int from, int to, byte[] replacement) {
        byte[] result = new byte[bytes.length - (to - from) + replacement.length];
        System.arraycopy(bytes, 0, result, 0, from);
        System.arraycopy(replacement, 0, result, from, replacement.length);
        System.arraycopy(bytes, to, result, from + replacement.length, bytes.length - to);
        return result;
    }
}
