package dev.concurrencylint.bytecode;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.program.ClassFile;
import dev.concurrencylint.program.ClassFiles;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.CodeSource;
import dev.concurrencylint.program.DeclaredGuard;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.program.Program;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Reads class files into a {@link Program} and gives the code of its methods on demand. Class files are read again for code rather
 * than kept: few methods are worth it.
 */
public final class ProgramReader implements CodeSource, Closeable {
    private final Map<String, Annotated> annotated = new HashMap<>();
    private static final int UTF8 = 1; // JVMS table 4.4-A
    private static final int CHUNK = 64;
    private static final int KEPT_CLASSES = 32;

    /** ASM passes all methods of a class to read one; past so many that is not worth it. */
    private static final int MOST_METHODS = 4_000;

    /** A class file that was named and could not be read. */
    public record Unreadable(String place, String reason) {}

    private record Indexed(
            @Nullable ClassInfo type,
            ClassFile file,
            @Nullable String failure,
            boolean newer) {}

    private final Indexer indexer = new Indexer();
    private final ClassFiles input;
    private final Map<String, ClassFile> files = new HashMap<>();
    private final List<Unreadable> unreadable = new ArrayList<>();
    private final LibraryReader library;
    private final Map<String, Map<String, Code>> decoded = new java.util.LinkedHashMap<>();
    private final Map<String, String> sources = new HashMap<>();
    private final Set<MethodInfo> without = new HashSet<>();
    private final Program program;
    private String lastOwner = "";
    private @Nullable ClassReader lastReader;
    private int newer;
    private int skipped;

    /**
     * Opens the paths and indexes their classes.
     *
     * @param paths jars, directories or class files; the first of two classes with one name counts
     * @param release picks the entries of multi-release jars
     * @throws UnreadableInputException if a path can't be read as a whole
     */
    public ProgramReader(List<Path> paths, List<Path> classpath, int release, int threads)
            throws UnreadableInputException {
        this(PathClassFiles.open(paths, classpath, release), threads);
    }

    /** Indexes the class files to report on and their neighbours; {@link #close()} closes what they come from. */
    public ProgramReader(ClassFiles input, int threads) {
        this.input = input;
        library = new LibraryReader(input::find, indexer);
        Map<String, ClassInfo> classes = new TreeMap<>();
        for (Indexed indexed : index(input.analysed(), Standing.ANALYSED, threads)) {
            if (indexed.type() == null) {
                unreadable.add(new Unreadable(indexed.file().place(), String.valueOf(indexed.failure())));
            } else if (add(indexed.type(), indexed.file(), classes)) {
                newer += indexed.newer() ? 1 : 0;
            }
        }
        List<ClassFile> neighbours = input.neighbours(packages(classes.keySet()), classes.size());
        for (Indexed indexed : index(neighbours, Standing.NEIGHBOUR, threads)) {
            if (indexed.type() != null) {
                add(indexed.type(), indexed.file(), classes);
            }
        }
        program = new Program(classes, library);
    }

    private boolean add(ClassInfo type, ClassFile file, Map<String, ClassInfo> classes) {
        boolean first = classes.putIfAbsent(type.name(), type) == null;
        if (first) {
            files.put(type.name(), file);
        }
        return first;
    }

    private static Set<String> packages(Set<String> classes) {
        Set<String> packages = new HashSet<>();
        for (String name : classes) {
            packages.add(name.substring(0, Math.max(0, name.lastIndexOf('/'))));
        }
        return packages;
    }

    private List<Indexed> index(List<ClassFile> all, Standing standing, int threads) {
        ExecutorService pool = Executors.newFixedThreadPool(Math.max(1, threads));
        try {
            List<Future<List<Indexed>>> parts = new ArrayList<>();
            for (int from = 0; from < all.size(); from += CHUNK) {
                List<ClassFile> part = all.subList(from, Math.min(all.size(), from + CHUNK));
                parts.add(pool.submit(
                        () -> part.stream().map(file -> index(file, standing)).toList()));
            }
            Future<?> opened = pool.submit(input::open);
            List<Indexed> indexed = new ArrayList<>(all.size());
            for (Future<List<Indexed>> part : parts) {
                indexed.addAll(part.get());
            }
            opened.get();
            return indexed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while reading classes", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            pool.shutdownNow();
        }
    }

    private Indexed index(ClassFile file, Standing standing) {
        byte[] bytes;
        try {
            bytes = file.read();
        } catch (IOException e) {
            return new Indexed(null, file, "can't be read: " + e.getMessage(), false);
        }
        try {
            ClassCode code = new ClassCode(
                    indexer,
                    file,
                    standing == Standing.ANALYSED
                            ? reason -> unreadable.add(new Unreadable(file.place(), reason))
                            : reason -> {});
            return new Indexed(indexer.index(bytes, code, standing), file, null, Readers.isNewer(bytes));
        } catch (RuntimeException e) {
            return new Indexed(null, file, Readers.describe(e), false);
        }
    }

    public Program program() {
        return program;
    }

    /** Class files under analysis that could not be read, or whose code could not when it was asked for; by place. */
    public List<Unreadable> unreadable() {
        return unreadable.stream()
                .distinct()
                .sorted(Comparator.comparing(Unreadable::place).thenComparing(Unreadable::reason))
                .toList();
    }

    /** How many classes under analysis are newer than the newest version known; they are read on trust. */
    public int newerClasses() {
        return newer;
    }

    /** How many methods were asked for and have no code over registers: subroutines (JSR/RET), or past a bound. */
    public int skippedMethods() {
        return skipped;
    }

    /** Broken code is none, and is told as unreadable. */
    @Override
    public @Nullable Code code(MethodInfo method) {
        String owner = method.ref().owner();
        Map<String, Code> codes = decoded.computeIfAbsent(owner, k -> new HashMap<>());
        String key = method.ref().name() + method.ref().descriptor();
        Code code = codes.get(key);
        if (code == null && !without.contains(method)) {
            code = decode(method);
            if (code == null) {
                without.add(method);
                return null;
            }
            codes.put(key, code);
            if (decoded.size() > KEPT_CLASSES) {
                decoded.remove(decoded.keySet().iterator().next());
            }
        }
        return code;
    }

    private @Nullable Code decode(MethodInfo method) {
        String owner = method.ref().owner();
        ClassInfo type = program.find(owner);
        if (type == null || type.methods().size() > MOST_METHODS) {
            skipped++;
            return null;
        }
        ClassReader reader = reader(owner);
        if (reader == null) {
            return null;
        }
        try {
            OneMethod visitor = new OneMethod(method);
            reader.accept(visitor, ClassReader.SKIP_FRAMES);
            sources.put(owner, visitor.source);
            MethodNode node = visitor.node;
            Code code = node == null || node.instructions.size() == 0 ? null : Translator.translate(node);
            skipped += code == null ? 1 : 0;
            return code;
        } catch (RuntimeException | StackOverflowError e) { // ASM walks nested constants and annotations by recursion
            ClassFile file = files.get(owner);
            if (file != null && type.underAnalysis()) {
                unreadable.add(new Unreadable(file.place(), Readers.describe(e)));
            }
            return null;
        }
    }

    @Override
    public List<String> toBeHeld(MethodInfo method, Set<String> annotations) {
        ClassReader reader = reader(method.ref().owner());
        if (reader == null) {
            return List.of();
        }
        OneMethod visitor = new OneMethod(method);
        reader.accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
        return visitor.node == null ? List.of() : Promises.of(visitor.node, annotations);
    }

    @Override
    public boolean names(String className, Set<String> annotations) {
        try {
            ClassReader reader = reader(className);
            return reader != null && names(reader, annotations);
        } catch (RuntimeException e) {
            return false; // what is broken says nothing
        }
    }

    @Override
    public List<DeclaredGuard> guards(String className, Set<String> annotations) {
        try {
            ClassReader reader = reader(className);
            if (reader == null || !names(reader, annotations)) {
                return List.of();
            }
            ClassNode type = new ClassNode();
            reader.accept(type, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
            return Promises.ofFields(type, annotations);
        } catch (RuntimeException | StackOverflowError e) {
            return List.of(); // what is broken says nothing; what is needed of it is told where it is read
        }
    }

    /** Whether a constant of the class is the descriptor of one of the annotations. */
    private static boolean names(ClassReader reader, Set<String> annotations) {
        for (int i = 1; i < reader.getItemCount(); i++) {
            int item = reader.getItem(i);
            if (item != 0 && reader.readByte(item - 1) == UTF8 && isOneOf(reader, item, annotations)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isOneOf(ClassReader reader, int item, Set<String> annotations) {
        int length = reader.readUnsignedShort(item) - 2;
        return annotations.stream()
                .anyMatch(name -> name.length() == length
                        && reader.readByte(item + 2) == 'L'
                        && IntStream.range(0, length)
                                .allMatch(at -> reader.readByte(item + 3 + at) == name.charAt(at)));
    }

    @Override
    public boolean isAnnotated(MethodInfo method, Set<String> annotations) {
        return annotated
                .computeIfAbsent(method.ref().owner(), owner -> {
                    Annotated visitor = new Annotated();
                    try {
                        ClassReader reader = reader(owner);
                        if (reader != null) {
                            reader.accept(visitor, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
                        }
                    } catch (RuntimeException | StackOverflowError e) {
                        return new Annotated(); // what is broken says nothing; what is needed of it is told where it is
                        // read
                    }
                    return visitor;
                })
                .has(method.ref().name() + method.ref().descriptor(), annotations);
    }

    /** Kept until another class is asked for: methods of one class are mostly asked for in a row. */
    private @Nullable ClassReader reader(String owner) {
        if (!owner.equals(lastOwner)) {
            ClassFile file = files.get(owner);
            if (file == null) {
                file = library.file(owner);
            }
            try {
                lastReader = file == null ? null : Readers.of(file.read());
            } catch (IOException e) {
                lastReader = null;
            }
            lastOwner = owner;
        }
        return lastReader;
    }

    @Override
    public String sourceFile(String className) {
        return sources.computeIfAbsent(className, name -> {
            ClassReader reader = reader(name);
            return reader == null ? "" : new ClassFileScan(reader).source();
        });
    }

    /** The method that a local or anonymous class stands in, without a name where it stands in none; null for other classes. */
    public @Nullable MethodRef enclosingMethod(String className) {
        ClassReader reader = reader(className);
        return reader == null ? null : new ClassFileScan(reader).enclosing();
    }

    @Override
    public void close() {
        try {
            input.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static final class OneMethod extends ClassVisitor {
        private final MethodInfo wanted;
        private String source = "";
        private @Nullable MethodNode node;

        OneMethod(MethodInfo wanted) {
            super(Opcodes.ASM9);
            this.wanted = wanted;
        }

        @Override
        public void visitSource(@Nullable String file, @Nullable String debug) {
            source = file == null ? "" : file;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access,
                String name,
                String descriptor,
                @Nullable String signature,
                String @Nullable [] exceptions) {
            if (!name.equals(wanted.ref().name())
                    || !descriptor.equals(wanted.ref().descriptor())) {
                return null;
            }
            node = new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions);
            return node;
        }
    }
}
