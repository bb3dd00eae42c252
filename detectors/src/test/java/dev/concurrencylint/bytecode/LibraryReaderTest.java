package dev.concurrencylint.bytecode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.program.ClassInfo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/** The class path is asked as a JVM of the release would ask it. */
class LibraryReaderTest {
    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @CsvSource({
        "true, 8, a/Base",
        "true, 17, a/Eleven",
        "true, 25, a/TwentyOne",
        "false, 17, a/Base",
        "false, 25, a/Base"
    })
    void picksTheVersionThatTheManifestAllows(boolean multiRelease, int release, String superName) throws IOException {
        Path jar = jar(multiRelease);

        assertThat(superOf("a/B", release, folder.resolve("missing.jar"), jar)).isEqualTo(superName);
        assertThat(superOf("a/Nowhere", release, jar)).isNull();
    }

    @Test
    void theFirstPlaceThatHasTheClassCounts() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes/a"));
        Files.write(classes.resolve("B.class"), classFile("a/InFolder"));

        assertThat(superOf("a/B", 17, folder.resolve("classes"), jar(true))).isEqualTo("a/InFolder");
        assertThat(superOf("a/B", 17, jar(true), folder.resolve("classes"))).isEqualTo("a/Eleven");
    }

    private static @Nullable String superOf(String name, int release, Path... paths) throws IOException {
        try (ClassPath classPath = new ClassPath(List.of(paths), release)) {
            ClassInfo type = new LibraryReader(classPath::find, new Indexer()).find(name);
            return type == null ? null : type.superName();
        }
    }

    private Path jar(boolean multiRelease) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (multiRelease) {
            manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        }
        Path jar = folder.resolve("library.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            put(out, "a/B.class", "a/Base");
            put(out, "META-INF/versions/11/a/B.class", "a/Eleven");
            put(out, "META-INF/versions/21/a/B.class", "a/TwentyOne");
        }
        return jar;
    }

    private static void put(JarOutputStream out, String entry, String superName) throws IOException {
        out.putNextEntry(new JarEntry(entry));
        out.write(classFile(superName));
        out.closeEntry();
    }

    private static byte[] classFile(String superName) {
        ClassWriter writer = new ClassWriter(0);
        writer.visit(Opcodes.V1_8, Opcodes.ACC_PUBLIC, "a/B", null, superName, null);
        writer.visitEnd();
        return writer.toByteArray();
    }
}
