package dev.concurrencylint.oracle;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The compiler of the JDK that runs, from texts to class files in memory. */
final class JavacCompiler {
    /** The unknown code that samples call. */
    static final String WORK = """
            package samples;

            public interface Work {
                void run(int n);

                int read(int n) throws java.io.IOException;
            }
            """;

    private static final List<String> OPTIONS =
            List.of("--release", "17", "-g", "-proc:none", "-Xlint:none", "-nowarn");

    private JavacCompiler() {}

    /**
     * Compiles.
     *
     * @param texts sources by the simple names of their classes, all in the package {@code samples}
     * @return class files by internal name
     * @throws IllegalArgumentException if one does not compile
     */
    static SortedMap<String, byte[]> compile(Map<String, String> texts) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
        List<JavaFileObject> sources = new ArrayList<>();
        texts.forEach((name, text) -> sources.add(new Text(name, text)));
        Memory memory = new Memory(compiler.getStandardFileManager(diagnostics, null, null));
        if (!compiler.getTask(null, memory, diagnostics, OPTIONS, null, sources).call()) {
            throw new IllegalArgumentException(describe(diagnostics, texts));
        }
        SortedMap<String, byte[]> classes = new TreeMap<>();
        memory.written.forEach((name, bytes) -> classes.put(name.replace('.', '/'), bytes.toByteArray()));
        return classes;
    }

    private static String describe(DiagnosticCollector<JavaFileObject> diagnostics, Map<String, String> texts) {
        Diagnostic<? extends JavaFileObject> first = diagnostics.getDiagnostics().stream()
                .filter(one -> one.getKind() == Diagnostic.Kind.ERROR)
                .findFirst()
                .orElseThrow();
        String name = first.getSource() == null ? "" : ((Text) first.getSource()).simpleName;
        return first + "\n" + texts.getOrDefault(name, "");
    }

    private static final class Text extends SimpleJavaFileObject {
        private final String simpleName;
        private final String content;

        Text(String simpleName, String content) {
            super(URI.create("string:///samples/" + simpleName + ".java"), Kind.SOURCE);
            this.simpleName = simpleName;
            this.content = content;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return content;
        }
    }

    private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
        private final SortedMap<String, ByteArrayOutputStream> written = new TreeMap<>();

        Memory(JavaFileManager manager) {
            super(manager);
        }

        @Override
        public JavaFileObject getJavaFileForOutput(
                Location location, String className, JavaFileObject.Kind kind, @Nullable FileObject sibling) {
            return new SimpleJavaFileObject(URI.create("memory:///" + className.replace('.', '/') + ".class"), kind) {
                @Override
                public OutputStream openOutputStream() {
                    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
                    written.put(className, bytes);
                    return bytes;
                }
            };
        }
    }
}
