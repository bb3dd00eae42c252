package dev.concurrencylint.detectors;

import dev.concurrencylint.rules.Step;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.waiting.Witness;
import java.util.ArrayList;
import java.util.List;

/** The ways that lead somewhere without a lock, as steps of a trace. */
public final class WaySteps {
    private static final int MOST_WAYS = 3;

    private WaySteps() {}

    /** The calls of each way in their order; where there is none, why nobody holds it in the method itself. */
    public static List<Step> of(Body body, int at, List<Witness> ways, Places places) {
        List<Step> steps = new ArrayList<>();
        ways.stream().limit(MOST_WAYS).forEach(way -> {
            Body first = way.calls().isEmpty() ? body : way.calls().get(0).caller();
            int place = way.calls().isEmpty() ? at : way.calls().get(0).at();
            steps.add(places.step(first, place, why(way, first)));
            way.calls().stream()
                    .skip(1)
                    .forEach(call -> steps.add(places.step(
                            call.caller(),
                            call.at(),
                            "`" + Names.call(call.caller(), call.at()) + "`" + Names.at(call.caller(), call.at())
                                    + " is called")));
        });
        return steps;
    }

    private static String why(Witness way, Body first) {
        String method = "`" + first.method().ref().name() + "`";
        return switch (way.why()) {
            case ENTRY -> method + " doesn't hold it, and no known caller does";
            case LIBRARY -> method + " doesn't hold it, and is called by a library";
            case TASK -> "what is given away here runs on another thread, which doesn't hold it";
            case PERHAPS_TASK -> "what is given away here may run on another thread, which doesn't hold it";
            case GIVEN_BACK -> method + " has given it back by then";
            case NOBODY -> method + " doesn't hold it, and nothing that takes it leads here";
            case MADE_HERE -> method + " has made the object or got it from elsewhere, and doesn't hold it";
        };
    }
}
