package dev.concurrencylint.source;

import dev.concurrencylint.rules.Range;
import java.util.List;

/**
 * Code that is one method in the class file or a part of one.
 *
 * @param className of the type it stands in, binary name with dots
 * @param method the method's name: {@code <init>} and {@code <clinit>} as well for initialisers and fields; empty for lambdas
 * @param parameters the simple names of the types as written, without type arguments, arrays with {@code []}
 * @param isDeclared whether it is a method or constructor that somebody wrote, not a field, an initialiser or a constructor that
 *     nobody wrote
 * @param range from the modifiers to the end
 * @param elements in the order in which they are evaluated, those of lambdas and of classes inside not among them
 */
public record OutlinedBody(
        String className,
        String method,
        List<String> parameters,
        boolean isDeclared,
        Range range,
        List<Element> elements) {
    public OutlinedBody {
        parameters = List.copyOf(parameters);
        elements = List.copyOf(elements);
    }
}
