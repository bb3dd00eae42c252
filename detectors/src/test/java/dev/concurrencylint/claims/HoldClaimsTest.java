package dev.concurrencylint.claims;

import static org.assertj.core.api.Assertions.assertThat;

import dev.concurrencylint.claims.FixtureRuns.Entry;
import dev.concurrencylint.claims.FixtureRuns.Mode;
import dev.concurrencylint.claims.FixtureRuns.Ran;
import dev.concurrencylint.claims.SourceMethods.SourceMethod;
import dev.concurrencylint.specification.Label;
import dev.concurrencylint.specification.LabelledSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where a fixture is said to keep a lock or permit, or to give back one too many, a call shows it: something is not as it was before, or the line
 * throws {@link IllegalMonitorStateException}. After the calls of the quiet ones all is as before. What a call can't show, and what
 * leaves something on purpose, says {@code // not run} and why: the loud ones on the line, the quiet ones where the method is declared.
 */
final class HoldClaimsTest {
    private static final Set<String> THROW = Set.of("LOCK_RELEASED_NOT_HELD");
    private static final Set<String> THROW_ELSEWHERE = Set.of("LOCK_ATTEMPT_IGNORED");
    private static final Set<String> CHANGE = Set.of(
            "LOCK_HELD_ACROSS_ASYNC",
            "LOCK_NOT_RELEASED",
            "LOCK_NOT_RELEASED_ON_EXCEPTION",
            "LOCK_STAMP_MISUSED",
            "LOCK_WRONG_ONE_RELEASED",
            "PERMIT_ATTEMPT_IGNORED",
            "PERMIT_COUNT_MISMATCH",
            "PERMIT_NOT_RELEASED",
            "PERMIT_NOT_RELEASED_ON_EXCEPTION",
            "PERMIT_RELEASED_NOT_ACQUIRED",
            "PERMIT_SECOND_LEAKS_FIRST",
            "PERMIT_TAKEN_TWICE");
    private static final int CHOICES = 24;
    private static final int QUIET_CHOICES = 3;
    private static final FixtureRuns RUNS = FixtureRuns.all();

    static List<LabelledSource> loud() {
        return sources("Loud");
    }

    static List<LabelledSource> quiet() {
        return sources("Quiet");
    }

    private static List<LabelledSource> sources(String side) {
        return LabelledSource.all().stream()
                .filter(source ->
                        source.path().startsWith("locks/") || source.path().startsWith("permits/"))
                .filter(source -> source.path().contains(side))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("loud")
    void aCallShowsWhatIsClaimed(LabelledSource source) throws ReflectiveOperationException {
        SourceMethods methods = SourceMethods.of(source, RUNS);
        List<Entry> entries = RUNS.entries(source, CHOICES);
        SortedSet<Integer> excluded = Exclusion.lines(source);
        SortedSet<String> unseen = new TreeSet<>();
        for (Label label : source.labels()) {
            if (isClaim(label) && !excluded.contains(label.line()) && !isShown(label, methods, entries)) {
                unseen.add("line " + label.line() + " " + label.rule() + " "
                        + source.lines().get(label.line() - 1).strip());
            }
        }
        assertThat(unseen).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("quiet")
    void theQuietOnesLeaveAllAsItWas(LabelledSource source) throws ReflectiveOperationException {
        SourceMethods methods = SourceMethods.of(source, RUNS);
        SortedSet<Integer> excluded = Exclusion.lines(source);
        List<Left> left = new ArrayList<>();
        for (Entry entry : RUNS.entries(source, QUIET_CHOICES)) {
            int line = methods.declaration(entry);
            if (!excluded.contains(line)) {
                left(entry, line, source).ifPresent(left::add);
            }
        }
        assertThat(left)
                .filteredOn(each -> left.stream().noneMatch(each::isPairedWith))
                .isEmpty();
    }

    /**
     * What a method has taken or given back.
     *
     * @param line where it is declared
     */
    private record Left(int line, String memberClass, boolean taken, String what) {
        private boolean isPairedWith(Left other) {
            return memberClass.equals(other.memberClass) && taken != other.taken;
        }
    }

    private static boolean isClaim(Label label) {
        return label.kind() != Label.Kind.FALSE
                && (THROW.contains(label.rule())
                        || THROW_ELSEWHERE.contains(label.rule())
                        || CHANGE.contains(label.rule()));
    }

    /** By the method around the line if others may call it, else by any that others may call of the same class. */
    private static boolean isShown(Label label, SourceMethods methods, List<Entry> entries)
            throws ReflectiveOperationException {
        Optional<SourceMethod> around = methods.around(label.line());
        String top = RUNS.topClass(methods.source());
        List<Entry> own = entries.stream()
                .filter(entry -> around.filter(method -> entry.isOf(method)).isPresent())
                .toList();
        String member = around.map(method -> SourceMethods.memberClass(method.className(), top))
                .orElse(top);
        List<Entry> candidates = own.isEmpty()
                ? entries.stream()
                        .filter(entry -> entry.className().startsWith(member))
                        .toList()
                : own;
        for (Mode mode : Mode.values()) {
            for (Entry entry : candidates) {
                for (int choice = 0; choice < entry.choices(); choice++) {
                    if (shows(label, RUNS.run(entry, choice, mode), methods.source())) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private static boolean shows(Label label, Ran ran, LabelledSource source) {
        List<List<Integer>> ways = ways(ran, source);
        if (THROW_ELSEWHERE.contains(label.rule())) {
            return !ways.isEmpty();
        }
        if (ways.stream().anyMatch(way -> way.contains(label.line()))) {
            return true;
        }
        boolean thrown = !label.rule().endsWith("ON_EXCEPTION") || !ran.thrown().isEmpty();
        return CHANGE.contains(label.rule()) && thrown && ran.change().isPresent();
    }

    private static Optional<Left> left(Entry entry, int line, LabelledSource source)
            throws ReflectiveOperationException {
        String member = SourceMethods.memberClass(entry.className(), RUNS.topClass(source));
        for (int choice = 0; choice < entry.choices(); choice++) {
            Ran ran = RUNS.run(entry, choice, Mode.PLAIN);
            String after = entry
                    + (ran.thrown().isEmpty() ? ": " : " after " + ran.thrown().get(0) + ": ");
            if (ran.change().isPresent()) {
                Synchronisers.Change change = ran.change().orElseThrow();
                return Optional.of(new Left(line, member, change.taken(), after + change.what()));
            }
            if (!ways(ran, source).isEmpty()) {
                return Optional.of(new Left(line, member, false, after + "lines " + ways(ran, source)));
            }
        }
        return Optional.empty();
    }

    private static List<List<Integer>> ways(Ran ran, LabelledSource source) {
        return ran.thrown().stream()
                .flatMap(thrown -> Exceptions.ways(thrown, source).stream())
                .toList();
    }
}
