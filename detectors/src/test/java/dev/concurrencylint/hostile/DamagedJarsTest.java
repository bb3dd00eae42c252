package dev.concurrencylint.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.check.CheckFailure;
import dev.concurrencylint.findings.Problem;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jars and directories that are damaged or lie: refused as a whole with their name, or read as far as they can be. */
final class DamagedJarsTest {
    private static final long SEED = 25;
    private static final int DAMAGES = 100;

    @TempDir
    private Path folder;

    private Ward ward;
    private byte[] leak = {};

    @BeforeEach
    void open() throws IOException, CheckFailure {
        ward = new Ward(folder);
        leak = AbsurdCode.LOOPS_IN_LOOPS.make().bytes();
    }

    @Test
    void damagedAnywhere() throws IOException {
        byte[] whole = zip(Map.of(
                "META-INF/MANIFEST.MF",
                "Manifest-Version: 1.0\nMulti-Release: true\n\n".getBytes(StandardCharsets.UTF_8),
                "absurd/Type.class",
                leak,
                "META-INF/versions/11/absurd/Type.class",
                leak,
                "absurd/Other.class",
                AbsurdCode.AN_EMPTY_ENDLESS_LOOP.make().bytes()));
        SplittableRandom random = new SplittableRandom(SEED);
        int refused = 0;
        for (int i = 0; i < DAMAGES; i++) {
            Damage damage = List.of(Damage.BITS, Damage.CUT, Damage.REPEATED, Damage.REMOVED)
                    .get(i % 4);
            Path jar = Files.write(folder.resolve("damaged.jar"), damage.to(whole, random));
            refused += ward.refuses(jar) ? 1 : 0;
        }
        assertThat(refused).isBetween(DAMAGES / 4, DAMAGES - DAMAGES / 4);
    }

    @Test
    void anEntryThatGrowsWithoutEnd() throws IOException {
        Path jar = folder.resolve("bomb.jar");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            zip.putNextEntry(new ZipEntry("absurd/Bomb.class"));
            zip.write(leak);
            byte[] zeros = new byte[1 << 20];
            for (int i = 0; i < 40; i++) {
                zip.write(zeros);
            }
        }

        assertThat(ward.examine(List.of(jar), List.of()))
                .singleElement()
                .isEqualTo(new Problem(jar + "!/absurd/Bomb.class", "can't be read: it has more than 32 MB"));
    }

    @Test
    void namesThatLeadElsewhere() throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (String name : List.of(
                "../../healthy/Healthy.class",
                "/etc/Type.class",
                "C:\\Type.class",
                "a//b/./Type.class",
                ".class",
                "META-INF/versions/x/Type.class",
                "META-INF/versions/999999999999/Type.class",
                "META-INF/versions/.class",
                "folder.class/",
                "nul\0.class",
                "line\nbreak.class",
                "x".repeat(60_000) + ".class")) {
            entries.put(name, name.endsWith("/") ? new byte[0] : leak);
        }
        Path jar = Files.write(folder.resolve("names.jar"), zip(entries));

        assertThat(ward.examine(List.of(jar), List.of())).isEmpty();
        assertThat(ward.examine(List.of(), List.of(jar))).isEmpty();
    }

    @Test
    void entriesTwice() throws IOException {
        byte[] bytes = zip(Map.of("absurd/Type.class", leak, "absurd/Typf.class", Arrays.copyOf(leak, 40)));
        byte[] from = "absurd/Typf.class".getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at + from.length < bytes.length; at++) {
            if (Arrays.equals(bytes, at, at + from.length, from, 0, from.length)) {
                bytes[at + "absurd/Typ".length()] = 'e';
            }
        }
        Path jar = Files.write(folder.resolve("twice.jar"), bytes);

        assertThat(ward.examine(List.of(jar), List.of())).hasSizeLessThan(2);
    }

    @Test
    void versionsOfAJarThatSaysThatItHasNone() throws IOException {
        Path jar = Files.write(
                folder.resolve("single.jar"),
                zip(Map.of("absurd/Type.class", leak, "META-INF/versions/9/absurd/Type.class", new byte[20])));

        assertThat(ward.examine(List.of(jar), List.of())).isEmpty();
    }

    @Test
    void aDirectoryNamedLikeAClass() throws IOException {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.write(Files.createDirectories(classes.resolve("Folder.class")).resolve("Type.class"), leak);
        Files.createSymbolicLink(classes.resolve("Gone.class"), classes.resolve("nowhere"));

        assertThat(ward.examine(List.of(classes), List.of()))
                .singleElement()
                .extracting(Problem::place)
                .isEqualTo(classes.resolve("Gone.class").toString());
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : new java.util.TreeMap<>(entries).entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
