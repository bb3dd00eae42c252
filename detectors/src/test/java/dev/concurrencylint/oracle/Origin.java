package dev.concurrencylint.oracle;

import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Whose class files the engine reads. */
enum Origin {
    JAVAC,
    /** Another order of blocks, and a copy of each {@code finally} at each exit. */
    BLOCKS,
    /** Another order of blocks, and one {@code finally} for all exits. */
    SHARED;

    /** Class files by internal name. */
    SortedMap<String, byte[]> compile(List<JavaText.Printed> samples) {
        Map<String, String> texts = new TreeMap<>();
        texts.put("Work", JavacCompiler.WORK);
        samples.forEach(printed -> texts.putAll(Support.of(printed.sample())));
        if (this == JAVAC) {
            samples.forEach(printed -> texts.put(printed.sample().name(), printed.text()));
        }
        SortedMap<String, byte[]> classes = JavacCompiler.compile(texts);
        if (this != JAVAC) {
            for (JavaText.Printed printed : samples) {
                SplittableRandom random = new SplittableRandom(printed.text().hashCode());
                Shape shape = Shape.random(random, this == SHARED);
                classes.put(AsmCompiler.internalName(printed.sample()), AsmCompiler.compile(printed.sample(), shape));
            }
        }
        return classes;
    }
}
