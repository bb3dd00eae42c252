package dev.concurrencylint.jdk;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;

/** A JDK of this machine, by its home. */
public record InstalledJdk(Path home) {

    /** The one that runs this test. */
    public static InstalledJdk running() {
        return new InstalledJdk(Path.of(System.getProperty("java.home")));
    }

    /**
     * One of that Java release: the running one, the one that {@code JAVA_HOME_<release>_X64} names (as hosted builds do), or the
     * first by name in the folder of the running one.
     */
    public static Optional<InstalledJdk> of(int release) {
        return candidates(release).filter(jdk -> jdk.release() == release).findFirst();
    }

    private static Stream<InstalledJdk> candidates(int release) {
        Stream<InstalledJdk> named = Stream.ofNullable(System.getenv("JAVA_HOME_" + release + "_X64"))
                .map(home -> new InstalledJdk(Path.of(home)));
        return Stream.of(Stream.of(running()), named, beside().stream()).flatMap(jdks -> jdks);
    }

    private static List<InstalledJdk> beside() {
        try {
            Path folder = running().home().toRealPath().getParent();
            if (folder == null) {
                return List.of();
            }
            try (Stream<Path> homes = Files.list(folder)) {
                return homes.sorted().map(InstalledJdk::new).toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Java release that the JDK's own {@code release} file tells; -1 if it is no JDK with a compiler. */
    public int release() {
        if (!Files.isRegularFile(home.resolve("release")) || !Files.exists(home.resolve("lib/ct.sym"))) {
            return -1;
        }
        Properties told = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"), StandardCharsets.UTF_8)) {
            told.load(file);
            String version = told.getProperty("JAVA_VERSION", "").replace("\"", "");
            return version.isEmpty() ? -1 : Runtime.Version.parse(version).feature();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The path of {@code java}, {@code javac} and the like. */
    public String tool(String name) {
        return home.resolve("bin").resolve(name).toString();
    }
}
