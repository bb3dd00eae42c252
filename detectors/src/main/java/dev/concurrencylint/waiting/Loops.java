package dev.concurrencylint.waiting;

import dev.concurrencylint.code.Reads;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.rules.Confidence;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.summaries.MonitorUse;
import dev.concurrencylint.waiting.WaitFault.Kind;
import dev.concurrencylint.waiting.Waiters.Waiter;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether those who wait test what they wait for, first and again. */
final class Loops {
    private final MonitorUse use;
    private final Objects objects;
    private final Waiters waiters;
    private final List<WaitSite> sites;

    Loops(MonitorUse use, Objects objects, Waiters waiters, List<WaitSite> sites) {
        this.use = use;
        this.objects = objects;
        this.waiters = waiters;
        this.sites = sites;
    }

    /** What is wrong with the shape around a wait. */
    Optional<WaitFault> judge(Waiter waiter) {
        if (waiter.testedFirst()) {
            return notInLoop(waiter);
        }
        return waiter.isTimed() && !isLongAndWoken(waiter) ? pause(waiter) : unconditional(waiter);
    }

    private Optional<WaitFault> notInLoop(Waiter waiter) {
        if (waiter.retested() || waiter.returnsAtOnce() && waiters.isLoopedByCallers(waiter)) {
            return Optional.empty();
        }
        WaitSite site = waiter.site();
        boolean plain = !waiter.isTimed()
                && waiters.structure(site).loopsAround(site.at()).isEmpty();
        Evidence evidence = waiter.isTimed()
                ? new Evidence("time-may-be-over", "it also ends early, or when the time is over")
                : new Evidence(
                        "may-end-early", "it may end though nothing has changed, or something has changed again");
        List<WaitFault.Other> others = waiter.under().stream()
                .limit(2)
                .map(test -> new WaitFault.Other(site.body(), test, "tests once"))
                .toList();
        return fault(Kind.NOT_IN_LOOP, waiter, plain ? Confidence.HIGH : Confidence.MEDIUM, evidence, others);
    }

    private Optional<WaitFault> unconditional(Waiter waiter) {
        WaitSite site = waiter.site();
        Wanted wanted = waiter.wanted();
        if (wanted == null
                || wanted.isPath() && wanted.isGiven(site.body().method().isStatic())
                || !waiter.heldHere()
                || waiters.isEndless(site)
                || waiter.testsNothing() && waiters.isLoopedByCallers(waiter)
                || waiters.startsOthersFirst(site, wanted)) {
            return Optional.empty();
        }
        boolean outside = !waiter.outside().isEmpty();
        Evidence evidence = outside
                ? new Evidence("tested-outside", "what it waits for is tested before the lock is taken")
                : new Evidence("not-tested-before", "nothing is tested before it waits");
        List<WaitFault.Other> others = waiter.outside().stream()
                .limit(3)
                .map(test -> new WaitFault.Other(site.body(), test, "tests without the lock"))
                .toList();
        Confidence confidence = outside && !waiter.isTimed() ? Confidence.HIGH : Confidence.MEDIUM;
        return fault(Kind.UNCONDITIONAL, waiter, confidence, evidence, others);
    }

    /** A wait of limited time before which nothing is tested: most often a pause, and none of ours. */
    private Optional<WaitFault> pause(Waiter waiter) {
        if (!waiter.testsNothing() || waiter.retested()) {
            return Optional.empty();
        }
        if (isForAnswer(waiter)) {
            return fault(
                    Kind.NOT_IN_LOOP,
                    waiter,
                    Confidence.MEDIUM,
                    new Evidence(
                            "made-to-wait-on", "the object was made for what is waited for, and isn't asked for it"),
                    List.of());
        }
        WaitSite site = waiter.site();
        boolean answers = !site.call().method().returnType().equals("V");
        boolean goesOn = !waiter.returnsAtOnce()
                || !site.body().method().ref().returnType().equals("V");
        if (!answers || Reads.isResultRead(site.body().code(), site.at()) || !goesOn) {
            return Optional.empty();
        }
        return fault(
                Kind.RESULT_IGNORED,
                waiter,
                Confidence.MEDIUM,
                new Evidence("nothing-tested", "neither the answer nor what it waits for is tested"),
                List.of());
    }

    /** Whether the wait is no pause: it is limited to a second or more, others wake, and all tests are made without the lock. */
    private boolean isLongAndWoken(Waiter waiter) {
        WaitSite site = waiter.site();
        if (waiter.outside().isEmpty() || !waiter.under().isEmpty() || !site.isLong()) {
            return false;
        }
        String key = key(site);
        return key != null
                && isLeftByTest(waiter)
                && sites.stream().anyMatch(other -> !other.operation().waits() && key.equals(key(other)));
    }

    private @Nullable String key(WaitSite site) {
        return objects.key(site.object(), site.body());
    }

    /** Whether one of the tests that are made without the lock ends the innermost loop around the wait. */
    private boolean isLeftByTest(Waiter waiter) {
        WaitSite site = waiter.site();
        Structure structure = waiters.structure(site);
        return structure.loopsAround(site.at()).stream()
                .limit(1)
                .anyMatch(loop -> waiter.outside().stream()
                        .anyMatch(test -> loop.body().get(test) && structure.leaves(test, loop)));
    }

    /** Whether the method made the object, of a class of the program, to wait on it for what others put there. */
    private boolean isForAnswer(Waiter waiter) {
        Value object = waiter.site().object();
        return object instanceof Value.Fresh fresh && use.program().classes().containsKey(fresh.type());
    }

    private static Optional<WaitFault> fault(
            Kind kind, Waiter waiter, Confidence confidence, Evidence evidence, List<WaitFault.Other> others) {
        WaitSite site = waiter.site();
        Value object = site.object();
        return Optional.of(WaitFault.of(kind, site, object, null, confidence, evidence, others));
    }
}
