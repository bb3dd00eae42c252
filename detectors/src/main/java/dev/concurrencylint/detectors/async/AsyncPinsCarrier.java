package dev.concurrencylint.detectors.async;

import dev.concurrencylint.async.Blocked;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.detectors.Known;
import dev.concurrencylint.detectors.Names;
import dev.concurrencylint.models.AsyncModel;
import dev.concurrencylint.rules.Evidence;
import dev.concurrencylint.rules.Step;
import dev.concurrencylint.summaries.MonitorUse;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls that wait on a virtual thread that has a monitor. */
public final class AsyncPinsCarrier extends BlockingDetector {
    public AsyncPinsCarrier() {
        super(dev.concurrencylint.rules.async.AsyncPinsCarrier.RULE, AsyncModel.Kind.VIRTUAL);
    }

    @Override
    String message(Blocked blocked, Blocked.Start first) {
        int others = blocked.starts().size() - 1;
        return call(blocked.body(), blocked.at()) + " waits on "
                + first.context().name()
                + (others == 0 ? "" : ", and so do " + others + " more ways there")
                + hold(first.hold()) + "; " + first.context().offer() + ".";
    }

    private static String hold(Blocked.@Nullable Hold hold) {
        if (hold == null) {
            return "";
        }
        if (hold.at() == Blocked.Hold.WHOLE) {
            return ", in the synchronized method `" + hold.body().method().ref().name()
                    + "`, and keeps its carrier until that is over";
        }
        return isCall(hold)
                ? ", in a monitor that " + call(hold.body(), hold.at())
                        + " has, and keeps its carrier until that is left"
                : ", in the monitor that is entered" + Names.at(hold.body(), hold.at())
                        + ", and keeps its carrier until that is left";
    }

    private static boolean isCall(Blocked.Hold hold) {
        return hold.body().code().at(hold.at()) instanceof Call;
    }

    @Override
    List<Step> steps(Blocked.Start start, Known known) {
        Blocked.Hold hold = start.hold();
        List<Step> steps = new ArrayList<>(super.steps(start, known));
        if (hold != null && !(hold.at() != Blocked.Hold.WHOLE && isCall(hold))) {
            steps.add(
                    position(start, hold, steps.size()),
                    known.places()
                            .step(
                                    hold.body(),
                                    Math.max(hold.at(), 0),
                                    hold.at() == Blocked.Hold.WHOLE
                                            ? "is synchronized: it has the monitor until it returns"
                                            : "enters the monitor"));
        }
        return steps;
    }

    /** Before the first call that the method makes with it. */
    private static int position(Blocked.Start start, Blocked.Hold hold, int size) {
        List<Blocked.Call> calls = start.calls();
        int back = 0;
        for (int i = calls.size() - 1; i >= 0; i--) {
            back++;
            if (calls.get(i).body().equals(hold.body())) {
                break;
            }
        }
        return Math.max(1, size - back);
    }

    /** For a wait on a monitor the scheduler adds a carrier, as long as there are not too many. */
    @Override
    int doubts(Blocked.Start start) {
        return super.doubts(start) + (isOfMonitor(start) ? 1 : 0);
    }

    private static boolean isOfMonitor(Blocked.Start start) {
        Blocked.Call last = start.calls().get(start.calls().size() - 1);
        return last.body().code().at(last.at()) instanceof Call call && MonitorUse.isWaitOrNotify(call.method());
    }

    @Override
    List<Evidence> evidence(Blocked blocked) {
        List<Evidence> evidence = new ArrayList<>(super.evidence(blocked));
        if (blocked.starts().stream().allMatch(AsyncPinsCarrier::isOfMonitor)) {
            evidence.add(new Evidence(
                    "a-carrier-is-added", "for a wait on a monitor, the scheduler adds a carrier, up to 256"));
        }
        return evidence;
    }
}
