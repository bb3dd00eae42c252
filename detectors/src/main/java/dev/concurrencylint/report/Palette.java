package dev.concurrencylint.report;

import dev.concurrencylint.rules.Severity;

/** The colours of a terminal, or none. */
enum Palette {
    PLAIN,
    ANSI;

    static Palette of(boolean colour) {
        return colour ? ANSI : PLAIN;
    }

    String severity(Severity severity, String text) {
        return switch (severity) {
            case ERROR -> paint("1;31", text);
            case WARNING -> paint("1;33", text);
            case NOTE -> paint("1;36", text);
        };
    }

    String strong(String text) {
        return paint("1", text);
    }

    /** For what frames the text: gutters, arrows. */
    String frame(String text) {
        return paint("1;34", text);
    }

    private String paint(String code, String text) {
        return this == ANSI && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
