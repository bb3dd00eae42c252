package dev.concurrencylint.bytecode;

import static dev.concurrencylint.code.Instruction.NONE;

import dev.concurrencylint.code.Comparison;
import dev.concurrencylint.code.Constant;
import dev.concurrencylint.code.FieldRef;
import dev.concurrencylint.code.Instruction;
import dev.concurrencylint.code.Instruction.Allocate;
import dev.concurrencylint.code.Instruction.Branch;
import dev.concurrencylint.code.Instruction.Copy;
import dev.concurrencylint.code.Instruction.EnterMonitor;
import dev.concurrencylint.code.Instruction.ExitMonitor;
import dev.concurrencylint.code.Instruction.Jump;
import dev.concurrencylint.code.Instruction.Load;
import dev.concurrencylint.code.Instruction.Operate;
import dev.concurrencylint.code.Instruction.ReadElement;
import dev.concurrencylint.code.Instruction.ReadField;
import dev.concurrencylint.code.Instruction.Return;
import dev.concurrencylint.code.Instruction.Select;
import dev.concurrencylint.code.Instruction.Throw;
import dev.concurrencylint.code.Instruction.WriteElement;
import dev.concurrencylint.code.Instruction.WriteField;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MultiANewArrayInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Turns one bytecode instruction into instructions over registers. Jump targets are filled in later. */
final class Emitter {
    private final Emission out;

    Emitter(Emission out) {
        this.out = out;
    }

    void emit(AbstractInsnNode node) {
        int opcode = node.getOpcode();
        if (opcode < 0 || opcode == Opcodes.NOP) {
            return;
        }
        if (node instanceof VarInsnNode variable) {
            variable(opcode, out.stack().local(variable.var));
        } else if (node instanceof FieldInsnNode field) {
            field(opcode, field);
        } else if (node instanceof MethodInsnNode call) {
            new Invocations(out).emit(call);
        } else if (node instanceof InvokeDynamicInsnNode dynamic) {
            new Invocations(out).emit(dynamic);
        } else if (node instanceof JumpInsnNode) {
            jump(opcode);
        } else if (node instanceof LdcInsnNode constant) {
            load(constant.cst);
        } else if (node instanceof IntInsnNode integer) {
            integer(opcode, integer.operand);
        } else if (node instanceof IincInsnNode increment) {
            int local = out.stack().local(increment.var);
            out.add(new Operate(local, "add" + increment.incr, local, NONE));
        } else if (node instanceof TypeInsnNode type) {
            demand(type.desc != null && Descriptors.isOwner(type.desc));
            type(opcode, type.desc);
        } else if (node instanceof TableSwitchInsnNode table) {
            List<Integer> keys = new ArrayList<>();
            for (int i = 0; i < table.labels.size(); i++) {
                keys.add(table.min + i);
            }
            out.add(new Select(out.pop(), keys, keys, 0));
        } else if (node instanceof LookupSwitchInsnNode lookup) {
            out.add(new Select(out.pop(), lookup.keys, lookup.keys, 0));
        } else if (node instanceof MultiANewArrayInsnNode array) {
            demand(array.desc != null && Descriptors.isOwner(array.desc));
            for (int i = 0; i < array.dims; i++) {
                out.pop();
            }
            out.add(new Allocate(out.push(1), array.desc));
        } else {
            plain(opcode);
        }
    }

    /** The index has checked what calls and writes name, but nothing else. */
    private static void demand(boolean possible) {
        if (!possible) {
            throw new IllegalArgumentException("its code names a type that can't be");
        }
    }

    private void variable(int opcode, int local) {
        if (opcode >= Opcodes.ISTORE) {
            out.add(new Copy(local, out.pop()));
        } else {
            out.add(new Copy(out.push(opcode == Opcodes.LLOAD || opcode == Opcodes.DLOAD ? 2 : 1), local));
        }
    }

    private void field(int opcode, FieldInsnNode node) {
        demand(Descriptors.isField(node.desc));
        FieldRef field = new FieldRef(node.owner, node.name, node.desc);
        int size = Type.getType(node.desc).getSize();
        switch (opcode) {
            case Opcodes.GETSTATIC -> out.add(new ReadField(out.push(size), NONE, field));
            case Opcodes.PUTSTATIC -> out.add(new WriteField(NONE, field, out.pop()));
            case Opcodes.GETFIELD -> {
                int object = out.pop();
                out.add(new ReadField(out.push(size), object, field));
            }
            default -> {
                int value = out.pop();
                out.add(new WriteField(out.pop(), field, value));
            }
        }
    }

    private void jump(int opcode) {
        switch (opcode) {
            case Opcodes.GOTO -> out.add(new Jump(0));
            case Opcodes.IFNULL -> out.add(new Branch(Comparison.EQ, out.pop(), NONE, true, 0));
            case Opcodes.IFNONNULL -> out.add(new Branch(Comparison.NE, out.pop(), NONE, true, 0));
            case Opcodes.IFEQ, Opcodes.IFNE, Opcodes.IFLT, Opcodes.IFGE, Opcodes.IFGT, Opcodes.IFLE ->
                out.add(new Branch(comparison(opcode - Opcodes.IFEQ), out.pop(), NONE, false, 0));
            default -> {
                boolean references = opcode == Opcodes.IF_ACMPEQ || opcode == Opcodes.IF_ACMPNE;
                int right = out.pop();
                int base = references ? Opcodes.IF_ACMPEQ : Opcodes.IF_ICMPEQ;
                out.add(new Branch(comparison(opcode - base), out.pop(), right, references, 0));
            }
        }
    }

    private static Comparison comparison(int offset) {
        return switch (offset) {
            case 0 -> Comparison.EQ;
            case 1 -> Comparison.NE;
            case 2 -> Comparison.LT;
            case 3 -> Comparison.GE;
            case 4 -> Comparison.GT;
            default -> Comparison.LE;
        };
    }

    private void load(Object value) {
        Constant constant;
        if (value instanceof Integer i) {
            constant = new Constant.Int(i);
        } else if (value instanceof String text) {
            constant = new Constant.Text(text);
        } else if (value instanceof Type type && type.getSort() >= Type.ARRAY && type.getSort() <= Type.OBJECT) {
            constant = new Constant.ClassLiteral(type.getInternalName());
        } else {
            constant = new Constant.Other(value.getClass().getSimpleName() + ":" + value);
        }
        out.add(new Load(out.push(value instanceof Long || value instanceof Double ? 2 : 1), constant));
    }

    private void integer(int opcode, int operand) {
        if (opcode == Opcodes.NEWARRAY) {
            out.pop();
            out.add(new Allocate(out.push(1), "[" + "ZCFDBSIJ".charAt(operand - Opcodes.T_BOOLEAN)));
        } else {
            out.add(new Load(out.push(1), new Constant.Int(operand)));
        }
    }

    private void type(int opcode, String type) {
        switch (opcode) {
            case Opcodes.NEW -> out.add(new Allocate(out.push(1), type));
            case Opcodes.ANEWARRAY -> {
                out.pop();
                out.add(new Allocate(out.push(1), type.startsWith("[") ? "[" + type : "[L" + type + ";"));
            }
            case Opcodes.INSTANCEOF -> {
                int object = out.pop();
                out.add(new Operate(out.push(1), "instanceof " + type, object, NONE));
            }
            default -> {
                // CHECKCAST leaves the value in its register.
                out.stack().size(0);
            }
        }
    }

    private void plain(int opcode) {
        if (opcode >= Opcodes.ACONST_NULL && opcode <= Opcodes.DCONST_1) {
            constant(opcode);
        } else if (opcode >= Opcodes.IALOAD && opcode <= Opcodes.SALOAD) {
            int index = out.pop();
            int array = out.pop();
            out.add(new ReadElement(
                    out.push(opcode == Opcodes.LALOAD || opcode == Opcodes.DALOAD ? 2 : 1), array, index));
        } else if (opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE) {
            int value = out.pop();
            int index = out.pop();
            out.add(new WriteElement(out.pop(), index, value));
        } else if (opcode >= Opcodes.POP && opcode <= Opcodes.SWAP) {
            new Shuffles(out).emit(opcode);
        } else if (opcode >= Opcodes.IADD && opcode <= Opcodes.DCMPG) {
            operate(opcode);
        } else {
            end(opcode);
        }
    }

    private void end(int opcode) {
        switch (opcode) {
            case Opcodes.RETURN -> out.add(new Return(NONE));
            case Opcodes.IRETURN, Opcodes.LRETURN, Opcodes.FRETURN, Opcodes.DRETURN, Opcodes.ARETURN ->
                out.add(new Return(out.pop()));
            case Opcodes.ATHROW -> out.add(new Throw(out.pop()));
            case Opcodes.ARRAYLENGTH -> {
                int array = out.pop();
                out.add(new Operate(out.push(1), "length", array, NONE));
            }
            case Opcodes.MONITORENTER -> out.add(new EnterMonitor(out.pop()));
            case Opcodes.MONITOREXIT -> out.add(new ExitMonitor(out.pop()));
            default -> throw new IllegalArgumentException("opcode " + opcode);
        }
    }

    private void constant(int opcode) {
        if (opcode == Opcodes.ACONST_NULL) {
            out.add(new Load(out.push(1), new Constant.Null()));
        } else if (opcode <= Opcodes.ICONST_5) {
            out.add(new Load(out.push(1), new Constant.Int(opcode - Opcodes.ICONST_0)));
        } else if (opcode <= Opcodes.LCONST_1) {
            out.add(new Load(out.push(2), new Constant.Int(opcode - Opcodes.LCONST_0)));
        } else if (opcode <= Opcodes.FCONST_2) {
            out.add(new Load(out.push(1), new Constant.Other("Float:" + (float) (opcode - Opcodes.FCONST_0))));
        } else {
            out.add(new Load(out.push(2), new Constant.Other("Double:" + (double) (opcode - Opcodes.DCONST_0))));
        }
    }

    private void operate(int opcode) {
        boolean unary =
                opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG || opcode >= Opcodes.I2L && opcode <= Opcodes.I2S;
        int right = unary ? NONE : out.pop();
        int left = out.pop();
        out.add(new Operate(out.push(resultSize(opcode)), operator(opcode), left, right));
    }

    private static String operator(int opcode) {
        return switch (opcode) {
            case Opcodes.IAND -> Instruction.AND;
            case Opcodes.IOR -> Instruction.OR;
            case Opcodes.IADD -> Instruction.ADD;
            case Opcodes.ISUB -> Instruction.SUBTRACT;
            case Opcodes.LCMP -> Instruction.COMPARE;
            default -> "operation " + opcode;
        };
    }

    private static int resultSize(int opcode) {
        if (opcode <= Opcodes.DREM || opcode >= Opcodes.INEG && opcode <= Opcodes.DNEG) {
            return opcode % 2 == 1 ? 2 : 1; // IADD is even; the four types alternate int, long, float, double
        }
        if (opcode >= Opcodes.ISHL && opcode <= Opcodes.LXOR) {
            return opcode % 2 == 1 ? 2 : 1;
        }
        return switch (opcode) {
            case Opcodes.I2L, Opcodes.I2D, Opcodes.L2D, Opcodes.F2L, Opcodes.F2D, Opcodes.D2L -> 2;
            default -> 1;
        };
    }
}
