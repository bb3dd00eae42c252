package dev.concurrencylint.oracle;

import java.util.random.RandomGenerator;

/**
 * How code is laid out by a compiler that is not javac.
 *
 * @param elseFirst the other branch of an {@code if} comes first
 * @param testLast a loop's condition stands below its body
 * @param handlersLast handlers stand behind the method's last return
 * @param exitsCovered handlers that leave a monitor cover the exits from it, and themselves
 * @param sharedFinally a {@code finally} block exists once, and a number tells where to go after it
 */
record Shape(boolean elseFirst, boolean testLast, boolean handlersLast, boolean exitsCovered, boolean sharedFinally) {
    static Shape random(RandomGenerator random, boolean sharedFinally) {
        return new Shape(
                random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), sharedFinally);
    }
}
