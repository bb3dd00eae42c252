package dev.concurrencylint.detectors;

import dev.concurrencylint.flow.FlowResult.End;
import dev.concurrencylint.models.Protocol;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Rule;
import dev.concurrencylint.summaries.Fault;
import dev.concurrencylint.summaries.Judged;
import java.util.ArrayList;
import java.util.List;

/** A rule about one kind of fault that shows where a method ends. */
public abstract class EndDetector implements Detector {
    private final Rule rule;
    private final Fault.Kind kind;
    private final Protocol protocol;

    /** @param protocol what stands for the holds */
    protected EndDetector(Rule rule, Fault.Kind kind, Protocol protocol) {
        this.rule = rule;
        this.kind = kind;
        this.protocol = protocol;
    }

    @Override
    public final Rule rule() {
        return rule;
    }

    @Override
    public final List<Finding> detect(Known known) {
        List<Finding> findings = new ArrayList<>();
        for (Judged one : known.judged()) {
            End end = one.fault().end();
            if (one.fault().is(kind, protocol) && end != null) {
                findings.add(finding(new HoldFinding(one, known.places()), end));
            }
        }
        return findings;
    }

    /** The fault in words. */
    protected abstract Finding finding(HoldFinding finding, End end);
}
