package dev.concurrencylint.claims;

import dev.concurrencylint.specification.LabelledSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** The methods of a file as people wrote them, with the lines that they reach over: those of their lambdas are theirs. */
record SourceMethods(LabelledSource source, List<SourceMethod> methods) {

    /**
     * A method or constructor.
     *
     * @param first the first line with code
     * @param last the last one
     */
    record SourceMethod(String className, String name, int first, int last) {
        private boolean reachesOver(int line) {
            return first <= line && line <= last;
        }
    }

    /** The class directly below the file's own in which another one stands, or that one itself. */
    static String memberClass(String className, String top) {
        int end = className.indexOf('$', Math.min(className.length(), top.length() + 1));
        return end < 0 ? className : className.substring(0, end);
    }

    static SourceMethods of(LabelledSource source, FixtureRuns runs) {
        List<SourceMethod> methods = new ArrayList<>();
        for (String name : runs.namesOf(source)) {
            new ClassReader(runs.bytes(name)).accept(new Collector(name, methods), ClassReader.SKIP_FRAMES);
        }
        return new SourceMethods(source, methods);
    }

    /** The innermost one around the line. */
    Optional<SourceMethod> around(int line) {
        return methods.stream()
                .filter(each -> each.reachesOver(line))
                .min(Comparator.comparingInt((SourceMethod each) -> each.last() - each.first()));
    }

    /** The line on which it is declared: the last one before its code that has its name, and no dot before that. */
    int declaration(FixtureRuns.Entry entry) {
        String simple = entry.className().substring(entry.className().lastIndexOf('$') + 1);
        Pattern wanted = Pattern.compile("(?<![.\\w])" + (entry.isConstructor() ? simple : entry.name()) + "\\(");
        return methods.stream()
                .filter(entry::isOf)
                .mapToInt(each -> declaration(wanted, each.first()))
                .min()
                .orElse(0);
    }

    private int declaration(Pattern wanted, int first) {
        return IntStream.iterate(first, line -> line > 0, line -> line - 1)
                .filter(line -> wanted.matcher(source.lines().get(line - 1)).find())
                .findFirst()
                .orElse(first);
    }

    private static final class Collector extends ClassVisitor {
        private final String className;
        private final List<SourceMethod> methods;

        private Collector(String className, List<SourceMethod> methods) {
            super(Opcodes.ASM9);
            this.className = className;
            this.methods = methods;
        }

        @Override
        public MethodVisitor visitMethod(
                int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean written = (access & (Opcodes.ACC_SYNTHETIC | Opcodes.ACC_ABSTRACT)) == 0;
            return new MethodVisitor(Opcodes.ASM9) {
                private int first = Integer.MAX_VALUE;
                private int last;

                @Override
                public void visitLineNumber(int line, Label start) {
                    first = Math.min(first, line);
                    last = Math.max(last, line);
                }

                @Override
                public void visitEnd() {
                    if (written && last > 0) {
                        methods.add(new SourceMethod(className, name, first, last));
                    }
                }
            };
        }
    }
}
