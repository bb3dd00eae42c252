package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.Family;
import dev.concurrencylint.rules.Finding;
import edu.umd.cs.findbugs.BugInstance;
import edu.umd.cs.findbugs.BugReporter;
import edu.umd.cs.findbugs.Detector2;
import edu.umd.cs.findbugs.ba.AnalysisContext;
import edu.umd.cs.findbugs.classfile.ClassDescriptor;
import edu.umd.cs.findbugs.classfile.Global;

/**
 * What users of SpotBugs switch on and off: a family of rules. All families share the one analysis of the run, which begins after
 * SpotBugs has walked all classes.
 */
abstract class FamilyDetector implements Detector2 {
    private final Family family;
    private final BugReporter reporter;

    FamilyDetector(Family family, BugReporter reporter) {
        this.family = family;
        this.reporter = reporter;
    }

    /** Does nothing: one class tells too little. */
    @Override
    public final void visitClass(ClassDescriptor classDescriptor) {}

    /**
     * Reports the findings of the family, whatever their confidence, but for those that annotations take back. SpotBugs drops what its filters
     * say.
     */
    @Override
    public final void finishPass() {
        Session session = Global.getAnalysisCache().getDatabase(Session.class);
        for (Finding finding : session.findings(family, reporter)) {
            BugInstance bug = Bugs.of(this, finding);
            if (!session.isSuppressed(finding) || isSuppressedBySpotBugs(bug)) {
                reporter.reportBug(bug);
            }
        }
    }

    /** What it drops itself has to be reported, else it calls the annotation useless. */
    private static boolean isSuppressedBySpotBugs(BugInstance bug) {
        return AnalysisContext.currentAnalysisContext().getSuppressionMatcher().match(bug);
    }

    @Override
    public final String getDetectorClassName() {
        return getClass().getName();
    }
}
