package dev.concurrencylint.flow;

import java.util.List;

/** Objects and lambdas that give back what was taken before they were handed out. */
public final class Guards {
    private Guards() {}

    /** Whether the object that is returned gives exactly that hold back: it is its holder's duty to close it. */
    public static boolean givesBack(FlowResult.End end, Value lock, Environment environment) {
        Value answer = end.returned();
        if (answer == null || answer.isConstant()) {
            return false;
        }
        Facts facts = new Facts();
        end.contents().forEach((path, content) -> {
            if (path instanceof Value.Field field) {
                facts.write(field, content);
            }
        });
        return givesBack(answer, lock, facts, environment);
    }

    static boolean givesBack(Value guard, Value lock, Facts facts, Environment environment) {
        List<Value> given;
        List<Value> operands;
        if (guard instanceof Value.Lambda lambda) {
            given = environment.released(lambda.kind(), lambda.body());
            operands = lambda.captured();
        } else if (guard instanceof Value.Fresh object && environment.isOfProgram(object.type())) {
            given = environment.releasedBy(object.type()).values().stream()
                    .flatMap(List::stream)
                    .toList();
            operands = List.of(object);
        } else {
            return false;
        }
        Value look = lock.look();
        return given.stream()
                .map(name -> Paths.substitute(name, operands, facts, environment, null))
                .anyMatch(name -> name.look().equals(look));
    }
}
