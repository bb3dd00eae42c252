package dev.concurrencylint.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.concurrencylint.code.CallKind;
import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Comparison;
import dev.concurrencylint.code.Constant;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.facts.Exceptional;
import dev.concurrencylint.facts.Likelihood;
import dev.concurrencylint.models.Completion;
import dev.concurrencylint.models.LockOperation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The solver ends, within its bounds and with one result, on any graph: random jumps make loops with several entries. */
final class SolverTest {
    private static final int GRAPHS = 120;
    private static final int REGISTERS = 6;
    private static final int LOCALS = 4;
    private static final List<FlowAnalysis.Parameter> TWO_PARAMETERS =
            List.of(new FlowAnalysis.Parameter(0, "La;"), new FlowAnalysis.Parameter(1, "Z"));
    private static final Duration LONGEST = Duration.ofSeconds(20);

    @Test
    void endsOnRandomGraphs() {
        assertTimeout(LONGEST, () -> {
            for (int seed = 0; seed < GRAPHS; seed++) {
                Code code = code(new SplittableRandom(seed));
                FlowResult result = FlowAnalysis.analyse(code, TWO_PARAMETERS, new Toy());
                FlowResult again = FlowAnalysis.analyse(code, TWO_PARAMETERS, new Toy());
                assertThat(again.ends()).as("graph %s", seed).isEqualTo(result.ends());
                assertThat(again.bounded()).isEqualTo(result.bounded());
            }
        });
    }

    @Test
    void aCountPastTheMostIsUnsure() {
        FlowResult result = FlowAnalysis.analyse(lockedInALoop(), List.of(TWO_PARAMETERS.get(0)), new Toy());
        assertThat(result.bounded()).isFalse();
        assertThat(result.ends())
                .anyMatch(end -> end.balances().values().stream().anyMatch(balance -> balance.count() == Hold.MOST));
        assertThat(result.ends()).anyMatch(end -> !end.unsure().isEmpty());
        assertThat(result.ends())
                .noneMatch(end -> end.balances().values().stream().anyMatch(balance -> balance.count() > Hold.MOST));
    }

    @Test
    void aLoopWithTwoEntriesIsWalkedFromBoth() {
        List<Instruction> body = List.of(
                new Instruction.ReadField(1, 0, RandomStates.LOCK),
                new Instruction.ReadField(2, 0, RandomStates.FLAG),
                new Instruction.Branch(Comparison.EQ, 2, Instruction.NONE, false, 5),
                call(-1, "lock", 1),
                new Instruction.Jump(6),
                new Instruction.Jump(6),
                call(2, "ask", 0),
                new Instruction.Branch(Comparison.NE, 2, Instruction.NONE, false, 5),
                new Instruction.Return(Instruction.NONE));
        FlowResult result = FlowAnalysis.analyse(method(body, List.of()), List.of(TWO_PARAMETERS.get(0)), new Toy());
        List<FlowResult.End> normal =
                result.ends().stream().filter(FlowResult.End::isNormal).toList();
        assertThat(normal).hasSize(2);
        assertThat(normal).anyMatch(end -> end.balances().isEmpty());
        assertThat(normal).anyMatch(end -> end.balances().size() == 1);
    }

    private static Code lockedInALoop() {
        return method(
                List.of(
                        new Instruction.ReadField(1, 0, RandomStates.LOCK),
                        call(-1, "lock", 1),
                        call(2, "ask", 0),
                        new Instruction.Branch(Comparison.NE, 2, Instruction.NONE, false, 0),
                        new Instruction.Return(Instruction.NONE)),
                List.of());
    }

    private static Instruction call(int to, String name, int receiver) {
        String descriptor = to == Instruction.NONE ? "()V" : "()Z";
        return new Instruction.Call(
                to, CallKind.VIRTUAL, new MethodRef("T", name, descriptor), false, receiver, List.of(), true);
    }

    private static Code method(List<Instruction> body, List<Instruction.Handler> handlers) {
        return new Code(body, new int[body.size()], handlers, List.of(), Map.of(), LOCALS, REGISTERS);
    }

    private static Code code(SplittableRandom random) {
        int size = 10 + random.nextInt(50);
        List<Instruction> body = new ArrayList<>();
        for (int at = 0; at < size - 1; at++) {
            body.add(instruction(random, size));
        }
        body.add(new Instruction.Return(Instruction.NONE));
        List<Instruction.Handler> handlers = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            int start = random.nextInt(size - 1);
            int end = start + 1 + random.nextInt(size - start - 1);
            handlers.add(new Instruction.Handler(start, end, random.nextInt(size), random.nextBoolean() ? null : "E"));
        }
        return method(body, handlers);
    }

    private static Instruction instruction(SplittableRandom random, int size) {
        int a = random.nextInt(LOCALS);
        int b = random.nextInt(LOCALS);
        int target = random.nextInt(size);
        return switch (random.nextInt(16)) {
            case 0 -> new Instruction.Load(a, new Constant.Int(random.nextInt(2)));
            case 1 -> new Instruction.Copy(a, b);
            case 2, 3 -> new Instruction.ReadField(a, 0, random.nextBoolean() ? RandomStates.LOCK : RandomStates.OTHER);
            case 4 -> new Instruction.WriteField(0, RandomStates.FLAG, a);
            case 5 -> call(Instruction.NONE, "lock", a);
            case 6 -> call(Instruction.NONE, "unlock", a);
            case 7 -> call(b, "tryLock", a);
            case 8 -> call(b, "ask", a);
            case 12 -> call(Instruction.NONE, "acquire", a);
            case 13 -> call(Instruction.NONE, "release", a);
            case 9 -> new Instruction.Jump(target);
            case 10 -> new Instruction.Throw(a);
            case 11 -> new Instruction.Operate(a, Instruction.OR, a, b);
            default -> new Instruction.Branch(Comparison.EQ, a, Instruction.NONE, false, target);
        };
    }

    /** A world in which calls may throw and fields may change. */
    private static final class Toy implements Environment {
        @Override
        public @Nullable LockOperation lockOperation(MethodRef method) {
            return switch (method.name()) {
                case "lock" -> LockOperation.ACQUIRE;
                case "unlock" -> LockOperation.RELEASE;
                case "tryLock" -> LockOperation.ATTEMPT;
                case "acquire" -> LockOperation.ACQUIRE_PERMITS_INTERRUPTIBLY;
                case "release" -> LockOperation.RELEASE_PERMITS;
                default -> null;
            };
        }

        @Override
        public boolean isReentrant(String type) {
            return true;
        }

        @Override
        public boolean isPure(MethodRef method) {
            return false;
        }

        @Override
        public Effect effect(CallKind kind, MethodRef method) {
            return Effect.NONE;
        }

        @Override
        public boolean isIdentity(MethodRef method) {
            return false;
        }

        @Override
        public List<Value.Permits> givenBack(CallKind kind, MethodRef body) {
            return List.of();
        }

        @Override
        public List<Value.Permits> givenBackBy(String type) {
            return List.of();
        }

        @Override
        public @Nullable Completion runsAfter(MethodRef method) {
            return null;
        }

        @Override
        public Map<FieldRef, Integer> keptParameters(MethodRef constructor) {
            return Map.of();
        }

        @Override
        public Lost changes(CallKind kind, MethodRef body) {
            return Lost.NOTHING;
        }

        @Override
        public List<Exceptional> exceptions(CallKind kind, MethodRef method) {
            return List.of(new Exceptional("E", Likelihood.LIKELY));
        }

        @Override
        public List<Exceptional> exceptionsPreparedFor(CallKind kind, MethodRef method) {
            return exceptions(kind, method);
        }

        @Override
        public List<String> uncheckedOf(MethodRef method) {
            return List.of();
        }

        @Override
        public boolean mayWrite(CallKind kind, MethodRef method, FieldRef field) {
            return true;
        }

        @Override
        public boolean isStable(FieldRef field) {
            return !field.equals(RandomStates.FLAG);
        }

        @Override
        public FieldRef resolve(FieldRef field) {
            return field;
        }

        @Override
        public @Nullable Value definition(FieldRef field) {
            return null;
        }

        @Override
        public boolean isSubtype(String type, String ancestor) {
            return type.equals(ancestor);
        }

        @Override
        public boolean isRare(String exception) {
            return false;
        }

        @Override
        public boolean isLock(String descriptor) {
            return descriptor.equals("Lj;");
        }

        @Override
        public boolean isPlatform(MethodRef method) {
            return false;
        }

        @Override
        public boolean passesExceptions(CallKind kind, MethodRef method, int operand) {
            return false;
        }

        @Override
        public boolean isOfProgram(String type) {
            return false;
        }

        @Override
        public boolean isOwnLock(FieldRef field) {
            return false;
        }

        @Override
        public boolean isEnumConstant(FieldRef field) {
            return false;
        }
    }
}
