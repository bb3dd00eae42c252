package dev.concurrencylint.flow;

import static dev.concurrencylint.code.Instruction.NONE;

import dev.concurrencylint.code.Code;
import dev.concurrencylint.code.Constant;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Allocate;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Call;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.EnterMonitor;
import dev.concurrencylint.code.Instruction.ExitMonitor;
import dev.concurrencylint.code.Instruction.Jump;
import dev.concurrencylint.code.Instruction.Load;
import dev.concurrencylint.code.Instruction.MakeLambda;
import dev.concurrencylint.code.Instruction.Operate;
import dev.concurrencylint.code.Instruction.ReadElement;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Select;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.code.Instruction.Unknown;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What one instruction makes of one alternative. */
final class Transfer {
    /** Where the results go. */
    interface Out {
        void next(int target, Alternative alternative);

        /** An exception is raised at the instruction; the alternative is as the handler or the caller finds it. */
        void raise(int at, Alternative alternative, Thrown thrown);

        void leave(int at, Alternative alternative, Value returned);

        /** The alternatives with which this one came to the block: what one of them knows, another may lack. */
        Collection<Alternative> peers();
    }

    private static final String ASSERTIONS = "$assertionsDisabled";

    private final Code code;
    private final Environment environment;
    private final Cleanups cleanups;
    private final Calls calls;

    Transfer(Code code, Environment environment, Cleanups cleanups, Calls calls) {
        this.code = code;
        this.environment = environment;
        this.cleanups = cleanups;
        this.calls = calls;
    }

    /** The alternative is the step's own: it may be changed. */
    void step(int at, Alternative in, Out out) {
        Instruction instruction = code.at(at);
        if (cleanups.isDoubtedAt(at) && !in.doubtful()) {
            Alternative failed = in.copy();
            failed.fail(at);
            out.raise(at, failed, Thrown.of(Cleanups.FAILURE, at));
        }
        if (instruction instanceof Call call) {
            calls.step(at, call, in, out);
        } else if (instruction instanceof Branch branch) {
            branch(at, branch, in, out);
        } else if (instruction instanceof Jump jump) {
            out.next(jump.target(), in);
        } else if (instruction instanceof Select select) {
            select(select, in, out);
        } else if (instruction instanceof Return end) {
            Value returned = end.from() == NONE ? FlowResult.VOID : in.get(end.from());
            calls.returned(at, returned, in);
            out.leave(at, in, returned);
        } else if (instruction instanceof Throw raise) {
            raise(at, in, in.get(raise.from()), out);
        } else {
            compute(at, instruction, in);
            out.next(at + 1, in);
        }
    }

    private void compute(int at, Instruction instruction, Alternative in) {
        if (instruction instanceof Load load) {
            in.set(load.to(), constant(load.constant()));
        } else if (instruction instanceof Copy copy) {
            in.set(copy.to(), in.get(copy.from()));
        } else if (instruction instanceof ReadField read) {
            in.set(read.to(), read(at, read, in));
        } else if (instruction instanceof WriteField write) {
            write(at, write, in);
        } else if (instruction instanceof ReadElement read) {
            Value element = new Value.Element(in.get(read.array()), in.get(read.index())).bounded(at);
            in.set(read.to(), in.facts().read(element));
        } else if (instruction instanceof WriteElement write) {
            Value array = in.get(write.array());
            calls.keep(at, in.get(write.from()), in);
            in.facts()
                    .forget(part -> part instanceof Value.Element element
                            && element.array().equals(array));
        } else if (instruction instanceof Operate operate) {
            in.set(operate.to(), Operators.apply(at, operate, in));
        } else if (instruction instanceof Allocate allocate) {
            in.set(allocate.to(), new Value.Fresh(at, allocate.type()));
        } else if (instruction instanceof MakeLambda lambda) {
            List<Value> captured = new ArrayList<>();
            lambda.captured().forEach(register -> captured.add(in.get(register)));
            Value.Lambda made = new Value.Lambda(at, lambda.bodyKind(), lambda.body(), captured);
            calls.make(made, in);
            in.set(lambda.to(), made.bounded(at));
        } else if (instruction instanceof Unknown unknown) {
            in.set(unknown.to(), new Value.Opaque(at));
        } else if (instruction instanceof EnterMonitor enter) {
            in.enterMonitor(in.get(enter.object()));
        } else if (instruction instanceof ExitMonitor exit) {
            in.exitMonitor(in.get(exit.object()));
        }
    }

    static Value constant(Constant constant) {
        if (constant instanceof Constant.Int integer) {
            return new Value.Int(integer.value());
        }
        if (constant instanceof Constant.Null) {
            return new Value.Null();
        }
        if (constant instanceof Constant.Text text) {
            return new Value.Literal("\"" + text.value());
        }
        if (constant instanceof Constant.ClassLiteral type) {
            return new Value.Literal(type.type() + ".class");
        }
        return new Value.Literal(((Constant.Other) constant).text());
    }

    private Value read(int at, ReadField read, Alternative in) {
        if (read.object() == NONE && read.field().name().equals(ASSERTIONS)) {
            return new Value.Int(0); // what is asserted is true: the error of a failed assertion is not followed
        }
        if (read.object() == NONE && environment.isEnumConstant(read.field())) {
            return new Value.Literal(read.field().owner() + "." + read.field().name());
        }
        Value object = read.object() == NONE ? null : in.get(read.object());
        return readPath(object, environment.resolve(read.field()), in, at);
    }

    private Value readPath(@Nullable Value object, FieldRef field, Alternative in, int at) {
        return Paths.read(object, field, in.facts(), environment).bounded(at);
    }

    private void write(int at, WriteField write, Alternative in) {
        FieldRef field = environment.resolve(write.field());
        Value.Field path = new Value.Field(write.object() == NONE ? null : in.get(write.object()), field);
        boolean held = in.holds().entrySet().stream()
                .anyMatch(entry -> entry.getValue().isHeld() && entry.getKey().mentions(path::equals));
        if (held) { // the object that is held has lost its name
            in.forget(part -> part.equals(path));
            in.lose(Lost.ANYTHING);
        }
        if (!(path.object() instanceof Value.Fresh
                && calls.followsNew())) { // what such an object has goes where the object goes
            calls.keep(at, in.get(write.from()), in);
        }
        in.facts().write(path, in.get(write.from()));
    }

    private void branch(int at, Branch branch, Alternative in, Out out) {
        Value left = in.get(branch.left());
        Value right;
        if (branch.right() != NONE) {
            right = in.get(branch.right());
        } else {
            right = branch.onReferences() ? new Value.Null() : new Value.Int(0);
        }
        if (left instanceof Value.Computed compared
                && compared.operator().equals(Instruction.COMPARE)
                && compared.right() != null
                && right.equals(new Value.Int(0))) {
            left = compared.left();
            right = compared.right();
        }
        int taken = Possible.bits(branch.comparison());
        boolean marked = isMark(in, left, right, out.peers());
        Alternative other = in.copy();
        if (refine(in, left, right, taken, out.peers())) {
            in.doubtIf(marked && taken == Possible.EQUAL);
            out.next(branch.target(), in);
        }
        int fallen = Possible.ANY & ~taken;
        if (refine(other, left, right, fallen, out.peers())) {
            other.doubtIf(marked && fallen == Possible.EQUAL);
            out.next(at + 1, other);
        }
    }

    /**
     * Whether the comparison can come out so; then the alternative knows it did. A contradiction to something that may have changed
     * is possible; where another alternative is the one that knows the opposite, the two tests belong together, and it is doubtful.
     */
    static boolean refine(Alternative in, Value left, Value right, int bits, Collection<Alternative> peers) {
        Possible known = in.facts().compare(left, right);
        int both = known.bits() & bits;
        if (both == 0) {
            if (!known.stale()) {
                return false;
            }
            if (peers.stream().anyMatch(peer -> knows(peer, left, right, bits))) {
                in.doubt();
            }
            both = bits;
        }
        if (known.stale() || both != known.bits()) {
            in.facts().assume(left, right, both);
        }
        return true;
    }

    /**
     * Whether another alternative, which holds something else, has put the constant into the variable as a mark: then the test tells the
     * two apart, and a value of which nothing else is known is taken not to be the mark.
     */
    private boolean isMark(Alternative in, Value left, Value right, Collection<Alternative> peers) {
        Possible known = in.facts().compare(left, right);
        if (!right.isConstant() || left.isConstant() || !known.saysNothing() && !known.stale()) {
            return false;
        }
        for (int i = 0; i < code.locals(); i++) {
            int register = i;
            if (left.equals(in.get(register))
                    && peers.stream().anyMatch(peer -> left.equals(peer.get(register)))
                    && peers.stream()
                            .anyMatch(peer -> right.equals(peer.get(register))
                                    && !peer.key().equals(in.key()))) {
                return true;
            }
        }
        return false;
    }

    private static boolean knows(Alternative peer, Value left, Value right, int bits) {
        int known = peer.facts().compare(left, right).bits();
        return known != Possible.ANY && (known & bits) != 0;
    }

    private void select(Select select, Alternative in, Out out) {
        Value key = in.get(select.key());
        Alternative rest = in.copy();
        boolean open = true;
        for (int i = 0; i < select.keys().size(); i++) {
            Value.Int constant = new Value.Int(select.keys().get(i));
            Alternative chosen = in.copy();
            if (select.targets().get(i) != select.otherwise()
                    && refine(chosen, key, constant, Possible.EQUAL, out.peers())) {
                out.next(select.targets().get(i), chosen);
            }
            if (select.targets().get(i) != select.otherwise()) {
                open = open && refine(rest, key, constant, Possible.DIFFERENT, out.peers());
            }
        }
        if (open) {
            out.next(select.otherwise(), rest);
        }
    }

    private void raise(int at, Alternative in, Value exception, Out out) {
        Thrown rethrown = in.thrown(exception);
        if (rethrown != null) {
            out.raise(at, in, rethrown);
            return;
        }
        String type = "java/lang/RuntimeException";
        if (exception instanceof Value.Fresh fresh) {
            type = fresh.type();
        } else if (exception instanceof Value.Result result && result.method().returnedClass() != null) {
            type = String.valueOf(result.method().returnedClass());
        }
        if (!environment.isSubtype(type, "java/lang/Error")) {
            out.raise(at, in, Thrown.of(type, at));
        }
    }
}
