package dev.concurrencylint.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.rules.MethodName;
import dev.concurrencylint.rules.Place;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SourcesTest {
    @TempDir
    private Path folder;

    private Path project;

    @BeforeEach
    void makeProject() throws IOException {
        project = Files.createDirectory(folder.resolve("project"));
    }

    @Test
    void theFirstRootThatHasTheFileWins() throws IOException {
        Path empty = Files.createDirectory(project.resolve("empty"));
        Path first = root("first", "one");
        Path second = root("second", "two");
        Sources sources = new Sources(List.of(empty, first, second), project);

        assertThat(sources.path(place("A.java"))).isEqualTo("first/p/A.java");
        assertThat(sources.text(place("A.java")).flatMap(text -> text.line(1))).contains(new SourceLine(1, "one"));
    }

    @Test
    void aFileOutsideTheProjectIsNamedByItsPackageButQuoted() throws IOException {
        Path outside = Files.createDirectories(folder.resolve("elsewhere"));
        Files.createDirectory(outside.resolve("p"));
        Files.writeString(outside.resolve("p/A.java"), "text");
        Sources sources = new Sources(List.of(outside), project);

        assertThat(sources.path(place("A.java"))).isEqualTo("p/A.java");
        assertThat(sources.text(place("A.java"))).isPresent();
    }

    @Test
    void aNameThatLeadsOutOfTheRootIsNotRead() throws IOException {
        Path root = root("src", "x");
        Files.writeString(project.resolve("secret.txt"), "secret");
        Sources sources = new Sources(List.of(root), project);

        assertThat(sources.text(place("../../secret.txt"))).isEmpty();
        assertThat(sources.text(place("\0"))).isEmpty();
        assertThat(sources.text(place(project.resolve("secret.txt").toString())))
                .isEmpty();
    }

    @Test
    void theProjectsUriEndsInASlash() {
        assertThat(new Sources(List.of(), project).projectUri().toString()).endsWith("/project/");
        assertThat(new Sources(List.of(), project.resolve("not there"))
                        .projectUri()
                        .toString())
                .endsWith("/not%20there/");
    }

    private Path root(String name, String text) throws IOException {
        Path root = Files.createDirectory(project.resolve(name));
        Files.createDirectory(root.resolve("p"));
        Files.writeString(root.resolve("p/A.java"), text);
        return root;
    }

    private static Place place(String file) {
        MethodName method = new MethodName("p.A", "m", "()V");
        return new Place(method, method, file, 1);
    }
}
