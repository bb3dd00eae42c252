package dev.concurrencylint.hostile;

import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Classes with one method, or many of one kind, that no compiler would make. Each takes a lock, so that the analysis looks at it. All
 * but the last few are valid as far as a JVM checks the format.
 */
enum AbsurdCode {
    SIXTY_FIVE_THOUSAND_LOCALS {
        @Override
        void write(ClassWriter type) {
            method(type, "locals", 65_535, 2, code -> {
                lock(code);
                for (int i = 0; i < 4_000; i++) {
                    code.visitInsn(Opcodes.ICONST_0);
                    code.visitVarInsn(Opcodes.ISTORE, 65_534 - i);
                    branchOver(code);
                }
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    AS_LONG_AS_CODE_MAY_BE {
        @Override
        void write(ClassWriter type) {
            method(type, "body", 1, 2, code -> {
                lock(code);
                for (int i = 0; i < 5_800; i++) {
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "absurd/Type", "callee", "()V", false);
                    branchOver(code);
                }
                unlock(code);
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    DEEP_STACK {
        @Override
        void write(ClassWriter type) {
            method(type, "stack", 1, 65_535, code -> {
                lock(code);
                for (int i = 0; i < 60_000; i++) {
                    code.visitInsn(Opcodes.ICONST_0);
                }
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    STACK_JUST_BELOW_THE_BOUND {
        @Override
        void write(ClassWriter type) {
            method(type, "stack", 1, 3_900, code -> {
                lock(code);
                for (int i = 0; i < 3_800; i++) {
                    code.visitInsn(Opcodes.ICONST_0);
                }
                for (int i = 0; i < 2_000; i++) {
                    code.visitInsn(Opcodes.DUP);
                    branchOver(code);
                    code.visitInsn(Opcodes.POP);
                }
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    HANDLERS_WITHOUT_END {
        @Override
        void write(ClassWriter type) {
            handlers(type, 60_000, 4_000);
        }
    },
    AS_MANY_HANDLERS_AS_ARE_LOOKED_AT {
        @Override
        void write(ClassWriter type) {
            handlers(type, 4_000, 100);
        }
    },
    SWITCHES_WITH_THOUSANDS_OF_TARGETS {
        @Override
        void write(ClassWriter type) {
            method(type, "select", 1, 2, code -> {
                Label[] labels = new Label[8_000];
                int[] keys = new int[3_000];
                Label end = new Label();
                java.util.Arrays.fill(labels, end);
                Label[] few = java.util.Arrays.copyOf(labels, keys.length);
                for (int i = 0; i < keys.length; i++) {
                    keys[i] = i * 7;
                }
                Label table = new Label();
                lock(code);
                code.visitInsn(Opcodes.ICONST_0);
                code.visitLookupSwitchInsn(table, keys, few);
                code.visitLabel(table);
                code.visitInsn(Opcodes.ICONST_0);
                code.visitTableSwitchInsn(Integer.MAX_VALUE - 7_999, Integer.MAX_VALUE, end, labels);
                code.visitLabel(end);
                unlock(code);
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    A_HUNDRED_LOCKS_IN_ALL_COMBINATIONS {
        @Override
        void write(ClassWriter type) {
            for (int i = 0; i < 100; i++) {
                type.visitField(0, "lock" + i, LOCK_TYPE, null, null);
            }
            method(type, "combine", 2, 2, code -> {
                for (int i = 0; i < 300; i++) {
                    Label over = new Label();
                    code.visitVarInsn(Opcodes.ILOAD, 1);
                    code.visitJumpInsn(Opcodes.IFEQ, over);
                    call(code, "lock" + i % 100, i % 3 == 2 ? "unlock" : "lock");
                    code.visitLabel(over);
                }
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    FIELDS_OF_FIELDS {
        @Override
        void write(ClassWriter type) {
            type.visitField(0, "next", "Labsurd/Type;", null, null);
            method(type, "chain", 1, 2, code -> {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                for (int i = 0; i < 15_000; i++) {
                    code.visitFieldInsn(Opcodes.GETFIELD, "absurd/Type", "next", "Labsurd/Type;");
                }
                code.visitFieldInsn(Opcodes.GETFIELD, "absurd/Type", "lock", LOCK_TYPE);
                code.visitMethodInsn(Opcodes.INVOKEINTERFACE, LOCK, "lock", "()V", true);
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    SUMS_OF_SUMS {
        @Override
        void write(ClassWriter type) {
            method(type, "sum", 2, 2, code -> {
                lock(code);
                for (int i = 0; i < 10_000; i++) {
                    code.visitVarInsn(Opcodes.ILOAD, 1);
                    code.visitVarInsn(Opcodes.ILOAD, 1);
                    code.visitInsn(Opcodes.IADD);
                    code.visitVarInsn(Opcodes.ISTORE, 1);
                }
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    EVERYBODY_CALLS_EVERYBODY {
        @Override
        void write(ClassWriter type) {
            for (int i = 0; i < 40; i++) {
                method(type, "m" + i, 1, 2, code -> {
                    lock(code);
                    for (int callee = 0; callee < 40; callee++) {
                        code.visitVarInsn(Opcodes.ALOAD, 0);
                        code.visitInsn(Opcodes.ICONST_0);
                        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "absurd/Type", "m" + callee, "(Z)V", false);
                        branchOver(code);
                    }
                    code.visitInsn(Opcodes.RETURN);
                });
            }
        }
    },
    AN_EMPTY_ENDLESS_LOOP {
        @Override
        void write(ClassWriter type) {
            method(type, "loop", 1, 2, code -> {
                Label head = new Label();
                lock(code);
                code.visitLabel(head);
                code.visitJumpInsn(Opcodes.GOTO, head);
                code.visitInsn(Opcodes.ATHROW);
            });
        }
    },
    LOOPS_IN_LOOPS {
        @Override
        void write(ClassWriter type) {
            method(type, "nest", 2, 2, code -> {
                Label[] heads = new Label[300];
                for (int i = 0; i < heads.length; i++) {
                    heads[i] = new Label();
                    code.visitLabel(heads[i]);
                    lock(code);
                }
                for (int i = heads.length - 1; i >= 0; i--) {
                    unlock(code);
                    code.visitVarInsn(Opcodes.ILOAD, 1);
                    code.visitJumpInsn(Opcodes.IFNE, heads[i]);
                }
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    A_HANDLER_THAT_HANDLES_ITSELF {
        @Override
        void write(ClassWriter type) {
            method(type, "handle", 1, 2, code -> {
                Label from = new Label();
                Label to = new Label();
                code.visitTryCatchBlock(from, to, from, null);
                lock(code);
                code.visitInsn(Opcodes.ACONST_NULL);
                code.visitLabel(from);
                lock(code);
                code.visitInsn(Opcodes.ATHROW);
                code.visitLabel(to);
            });
        }
    },
    SUBROUTINES(Opcodes.V1_4) {
        @Override
        void write(ClassWriter type) {
            method(type, "finallyOfOld", 3, 2, code -> {
                Label outer = new Label();
                Label inner = new Label();
                lock(code);
                code.visitJumpInsn(Opcodes.JSR, outer);
                code.visitInsn(Opcodes.RETURN);
                code.visitLabel(outer);
                code.visitVarInsn(Opcodes.ASTORE, 1);
                code.visitJumpInsn(Opcodes.JSR, inner);
                code.visitVarInsn(Opcodes.RET, 1);
                code.visitLabel(inner);
                code.visitVarInsn(Opcodes.ASTORE, 2);
                unlock(code);
                code.visitVarInsn(Opcodes.RET, 2);
            });
        }
    },
    SUBROUTINES_THAT_CALL_THEMSELVES(Opcodes.V1_1) {
        @Override
        void write(ClassWriter type) {
            method(type, "recursive", 2, 2, code -> {
                Label self = new Label();
                lock(code);
                code.visitLabel(self);
                code.visitJumpInsn(Opcodes.JSR, self);
                code.visitVarInsn(Opcodes.RET, 1);
            });
        }
    },
    STRANGE_BOOTSTRAPS {
        @Override
        void write(ClassWriter type) {
            Handle lambdas = new Handle(
                    Opcodes.H_INVOKESTATIC, "java/lang/invoke/LambdaMetafactory", "metafactory", "()V", false);
            Handle missing = new Handle(Opcodes.H_INVOKESTATIC, "nowhere/Missing", "body", "()V", false);
            Handle field = new Handle(Opcodes.H_GETFIELD, "absurd/Type", "lock", LOCK_TYPE, false);
            Handle itself = new Handle(Opcodes.H_INVOKEVIRTUAL, "absurd/Type", "dynamic", "(Z)V", false);
            method(type, "dynamic", 1, 4, code -> {
                lock(code);
                code.visitInvokeDynamicInsn("a", "()Ljava/lang/Runnable;", lambdas);
                code.visitInvokeDynamicInsn("b", "()I", lambdas, 1, missing);
                code.visitInvokeDynamicInsn("c", "()[[Ljava/lang/Runnable;", lambdas, field, field, field);
                code.visitInvokeDynamicInsn("d", "(Ljava/lang/Object;)V", lambdas, itself, itself);
                code.visitInvokeDynamicInsn("e", "(II)V", itself, 1L, 2.0, "text", field);
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    A_CONSTANT_MADE_OF_ITSELF(true) {
        @Override
        void write(ClassWriter type) {
            Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "absurd/Type", "make", "()V", false);
            method(type, "load", 1, 2, code -> {
                lock(code);
                code.visitLdcInsn(new ConstantDynamic("itself", "I", bootstrap, "itself"));
                code.visitInsn(Opcodes.RETURN);
            });
        }

        @Override
        byte[] finish(ClassWriter type) {
            Handle bootstrap = new Handle(Opcodes.H_INVOKESTATIC, "absurd/Type", "make", "()V", false);
            int itself = type.newConstantDynamic("itself", "I", bootstrap, "itself");
            byte[] bytes = type.toByteArray();
            for (Anatomy.Part part : Anatomy.of(bytes)) {
                if (part.kind().equals("BootstrapMethods")) { // its one argument stands at its end
                    bytes[part.to() - 2] = (byte) (itself >>> 8);
                    bytes[part.to() - 1] = (byte) itself;
                }
            }
            return bytes;
        }
    },
    FALLS_OFF_ITS_END(true) {
        @Override
        void write(ClassWriter type) {
            method(type, "open", 1, 2, AbsurdCode::lock);
        }
    },
    POPS_WHAT_IS_NOT_THERE(true) {
        @Override
        void write(ClassWriter type) {
            method(type, "pops", 1, 2, code -> {
                lock(code);
                code.visitInsn(Opcodes.POP2);
                code.visitInsn(Opcodes.RETURN);
            });
        }
    },
    FEWER_LOCALS_THAN_PARAMETERS(true) {
        @Override
        void write(ClassWriter type) {
            type.visitField(Opcodes.ACC_STATIC, "shared", LOCK_TYPE, null, null);
            MethodVisitor code = type.visitMethod(Opcodes.ACC_STATIC, "few", "(JJLabsurd/Type;)V", null, null);
            code.visitCode();
            code.visitFieldInsn(Opcodes.GETSTATIC, "absurd/Type", "shared", LOCK_TYPE);
            code.visitMethodInsn(Opcodes.INVOKEINTERFACE, LOCK, "lock", "()V", true);
            code.visitInsn(Opcodes.RETURN);
            code.visitMaxs(1, 4);
            code.visitEnd();
        }
    },
    PUSHES_MORE_THAN_IT_SAYS(true) {
        @Override
        void write(ClassWriter type) {
            method(type, "pushes", 1, 1, code -> {
                lock(code);
                for (int i = 0; i < 30_000; i++) {
                    code.visitInsn(Opcodes.ICONST_0);
                }
                code.visitInsn(Opcodes.RETURN);
            });
        }
    };

    private static final String LOCK = "java/util/concurrent/locks/Lock";
    private static final String LOCK_TYPE = "L" + LOCK + ";";

    private final int version;
    private final boolean broken;

    AbsurdCode() {
        this(Opcodes.V17, false);
    }

    AbsurdCode(int version) {
        this(version, false);
    }

    AbsurdCode(boolean broken) {
        this(Opcodes.V17, broken);
    }

    AbsurdCode(int version, boolean broken) {
        this.version = version;
        this.broken = broken;
    }

    abstract void write(ClassWriter type);

    byte[] finish(ClassWriter type) {
        return type.toByteArray();
    }

    /** Whether it has to be told that the file can't be read. */
    boolean isBroken() {
        return broken;
    }

    HostileClass make() {
        ClassWriter type = new ClassWriter(0);
        type.visit(version, Opcodes.ACC_SUPER, "absurd/Type", null, "java/lang/Object", null);
        type.visitField(Opcodes.ACC_FINAL, "lock", LOCK_TYPE, null, null);
        write(type);
        type.visitEnd();
        return new HostileClass(name(), finish(type));
    }

    private static void method(ClassWriter type, String name, int locals, int stack, Consumer<MethodVisitor> body) {
        MethodVisitor code = type.visitMethod(Opcodes.ACC_PUBLIC, name, "(Z)V", null, null);
        code.visitCode();
        body.accept(code);
        code.visitMaxs(stack, Math.max(2, locals));
        code.visitEnd();
    }

    private static void handlers(ClassWriter type, int count, int calls) {
        method(type, "handled", 1, 2, code -> {
            Label from = new Label();
            Label to = new Label();
            Label handler = new Label();
            for (int i = 0; i < count; i++) {
                code.visitTryCatchBlock(from, to, handler, "absurd/E" + i % 100);
            }
            lock(code);
            code.visitLabel(from);
            for (int i = 0; i < calls; i++) {
                code.visitVarInsn(Opcodes.ALOAD, 0);
                code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "absurd/Type", "callee", "()V", false);
            }
            code.visitLabel(to);
            code.visitInsn(Opcodes.RETURN);
            code.visitLabel(handler);
            code.visitInsn(Opcodes.ATHROW);
        });
    }

    private static void branchOver(MethodVisitor code) {
        Label over = new Label();
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitJumpInsn(Opcodes.IFEQ, over);
        code.visitLabel(over);
    }

    private static void lock(MethodVisitor code) {
        call(code, "lock", "lock");
    }

    private static void unlock(MethodVisitor code) {
        call(code, "lock", "unlock");
    }

    private static void call(MethodVisitor code, String field, String name) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(Opcodes.GETFIELD, "absurd/Type", field, LOCK_TYPE);
        code.visitMethodInsn(Opcodes.INVOKEINTERFACE, LOCK, name, "()V", true);
    }
}
