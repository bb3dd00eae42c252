package dev.concurrencylint.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SourceTextTest {
    /** The hashes are those that codeql-action computes for the same texts. */
    @Test
    void hashesLinesAsGitHubDoes() {
        assertThat(hashes("")).containsExactly("c129715d7a2bc9a3:1");
        assertThat(hashes(" a\nb\n  \t\tc\n d"))
                .containsExactly("271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1");
    }

    @Test
    void hashesDoNotDependOnTheKindOfLineEnd() {
        List<String> expected = List.of(
                "e9496ae3ebfced30:1",
                "fb7c023a8b9ccb3f:1",
                "ce8ba1a563dcdaca:1",
                "e20e36e16fcb0cc8:1",
                "b3edc88f2938467e:1",
                "c8e28b0b4002a3a0:1",
                "c129715d7a2bc9a3:1");

        assertThat(hashes(" hello; \t\nworld!!!\n\n\n  \t\tGreetings\n End\n")).isEqualTo(expected);
        assertThat(hashes(" hello; \t\r\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n"))
                .isEqualTo(expected);
    }

    @Test
    void equalLinesAreCounted() {
        assertThat(hashes("Lorem ipsum dolor sit amet.\n".repeat(10)))
                .startsWith("a7f2ff13bc495cf2:1", "a7f2ff13bc495cf2:2", "a7f2ff13bc495cf2:3")
                .endsWith("55ec222b86bcae53:1", "cc97dc7b1d7d8f7b:1", "c129715d7a2bc9a3:1");
    }

    @Test
    void linesAreCountedFromOneAndBlankOnesAreNone() {
        SourceText text = new SourceText("a\r\n \rb // c\n");

        assertThat(text.line(0)).isEmpty();
        assertThat(text.line(1)).contains(new SourceLine(1, "a"));
        assertThat(text.line(2)).isEmpty();
        assertThat(text.line(3)).contains(new SourceLine(3, "b // c"));
        assertThat(text.line(4)).isEmpty();
        assertThat(text.line(5)).isEmpty();
        assertThat(text.hash(5)).isEmpty();
    }

    @Test
    void codeEndsBeforeAPlainComment() {
        assertThat(new SourceLine(1, "  x();  // y").end()).isEqualTo(6);
        assertThat(new SourceLine(1, "  x(\"//\");").end()).isEqualTo(10);
        assertThat(new SourceLine(1, "// all").end()).isEqualTo(6);
    }

    private static List<String> hashes(String content) {
        SourceText text = new SourceText(content);
        List<String> hashes = new ArrayList<>();
        for (int line = 1; text.hash(line).isPresent(); line++) {
            hashes.add(text.hash(line).get());
        }
        return hashes;
    }
}
