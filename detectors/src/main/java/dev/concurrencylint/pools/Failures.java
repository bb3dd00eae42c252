package dev.concurrencylint.pools;

import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.flow.Value;
import dev.concurrencylint.program.MethodInfo;
import dev.concurrencylint.summaries.Body;
import dev.concurrencylint.summaries.Summaries;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** What the code of a task, with the callees that the program has, visibly throws out of it. */
final class Failures {
    private static final int DEEPEST = 4;
    private static final int MOST = 6;

    private record Question(MethodInfo method, int level, int depth) {}

    private final Summaries summaries;
    private final Periodic periodic;
    private final ExceptionTypes types;
    private final Tasks tasks;
    private final Predicate<Value> isRecovered;
    private final Map<Question, List<Failure>> known = new HashMap<>();

    /** @param isRecovered whether the object is a future that hardly fails */
    Failures(Summaries summaries, Periodic periodic, ExceptionTypes types, Tasks tasks, Predicate<Value> isRecovered) {
        this.summaries = summaries;
        this.periodic = periodic;
        this.types = types;
        this.tasks = tasks;
        this.isRecovered = isRecovered;
    }

    /** What leaves the task; the surest first, and no more than a few. */
    List<Failure> of(Task task) {
        return find(task, 0, 0);
    }

    /**
     * What leaves code that the task leads to.
     *
     * @param level by how many calls it is away from the task
     * @param depth the same, with lambdas that are run in place
     */
    List<Failure> of(Task task, int level, int depth) {
        if (depth > DEEPEST) {
            return List.of();
        }
        if (!task.captured().isEmpty()) {
            return find(task, level, depth); // what is captured differs from place to place
        }
        Question question = new Question(task.method(), level, depth);
        List<Failure> found = known.get(question);
        if (found == null) {
            found = find(task, level, depth);
            known.put(question, found);
        }
        return found;
    }

    private List<Failure> find(Task task, int level, int depth) {
        Body body = summaries.moments().body(task.method());
        if (body == null) {
            return List.of();
        }
        Look look = new Look(this, task, body, level, depth);
        for (int at = 0; at < body.code().size(); at++) {
            Instruction instruction = body.code().at(at);
            if (instruction instanceof Throw) {
                look.thrown(at);
            } else if (instruction instanceof Call call) {
                look.called(at, call).forEach(look::add);
            }
        }
        return look.found().stream().sorted(Failure.ORDER).limit(MOST).toList();
    }

    Summaries summaries() {
        return summaries;
    }

    Periodic periodic() {
        return periodic;
    }

    ExceptionTypes types() {
        return types;
    }

    Tasks tasks() {
        return tasks;
    }

    boolean isRecovered(Value future) {
        return isRecovered.test(future);
    }
}
