package dev.concurrencylint.facts;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.models.Models;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.Program;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells which calls are operations on locks: by the receiver's type and all that it inherits from. */
public final class LockEvents {
    private final Program program;
    private final Models models;
    private final Map<MethodRef, LockOperation> known = new HashMap<>();
    private final Map<String, Boolean> lockTypes = new HashMap<>();

    public LockEvents(Program program, Models models) {
        this.program = program;
        this.models = models;
    }

    /** The operation, or null where the call is none. */
    public @Nullable LockOperation of(MethodRef method) {
        if (!models.anyOperationNamed(method.name())) {
            return null;
        }
        String signature = method.name() + method.descriptor();
        if (!models.anyOperation(signature)) {
            return null;
        }
        LockOperation operation = known.get(method);
        if (operation == null) {
            operation = find(method.owner(), signature);
            if (operation != null) {
                known.put(method, operation);
            }
        }
        return operation;
    }

    /** The classes under analysis whose code may call an operation, by internal name. */
    public Collection<ClassInfo> users() {
        Map<String, ClassInfo> users = new TreeMap<>();
        for (String signature : models.operations()) {
            int descriptor = signature.indexOf('(');
            for (ClassInfo type :
                    program.mentioning(signature.substring(0, descriptor), signature.substring(descriptor))) {
                users.put(type.name(), type);
            }
        }
        return users.values();
    }

    private @Nullable LockOperation find(String owner, String signature) {
        for (String type : models.lockTypes()) {
            LockOperation operation = models.operation(type, signature);
            if (operation != null && program.isSubtype(owner, type)) {
                return operation;
            }
        }
        return null;
    }

    /** Whether objects of the type are locks or give locks. Internal name. */
    public boolean isLockType(String type) {
        Boolean known = lockTypes.get(type);
        if (known == null) {
            known = inheritsFromLock(type);
            lockTypes.put(type, known);
        }
        return known;
    }

    private boolean inheritsFromLock(String type) {
        for (String lock : models.lockTypes()) {
            if (program.isSubtype(type, lock)) {
                return true;
            }
        }
        return false;
    }

    /** Whether a thread that holds a lock of the type may take it again. Internal name. */
    public boolean isReentrant(String type) {
        return models.reentrantTypes().stream().anyMatch(known -> program.isSubtype(type, known));
    }

    /** Whether the class implements a lock type's operations itself, so that its methods are the protocol and not its users. */
    public boolean implementsProtocol(ClassInfo type, MethodRef method) {
        return !type.isInterface() && of(method) != null;
    }
}
