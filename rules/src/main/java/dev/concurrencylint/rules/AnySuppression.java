package dev.concurrencylint.rules;

import java.util.List;

/** What people wrote to take back findings that they know, into the class file or beside the code. */
public sealed interface AnySuppression permits Suppression, SourceSuppression {
    /** What it stands on. */
    Suppression.Target target();

    /** The class that it stands in or on, binary name with dots; empty where that is not known. */
    String className();

    /** What it names. */
    List<String> words();

    RuleMatch match();

    /** Empty if none is given. */
    String justification();

    /** Whether it takes the finding back. */
    boolean covers(Finding finding);

    /** The annotated element, or the file and the line. */
    String place();

    /** What it says, and where: {@code @SuppressFBWarnings("LOCK_NOT_RELEASED") on pkg.Type.field}. */
    String told();
}
