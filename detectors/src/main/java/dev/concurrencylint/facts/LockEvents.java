package dev.concurrencylint.facts;

import dev.concurrencylint.code.MethodRef;
import dev.concurrencylint.models.LockOperation;
import dev.concurrencylint.models.Models;
import dev.concurrencylint.program.ClassInfo;
import dev.concurrencylint.program.Program;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Tells which calls are operations on locks: by the receiver's type and all that it inherits from. */
public final class LockEvents {
    private final Program program;
    private final Models models;
    private final Map<MethodRef, Optional<LockOperation>> known = new HashMap<>();
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
        Optional<LockOperation> operation = known.get(method);
        if (operation == null) {
            String signature = method.name() + method.descriptor();
            operation = Optional.ofNullable(
                    models.anyOperation(signature) ? find(method.owner(), signature) : overridden(method));
            known.put(method, operation);
        }
        return operation.orElse(null);
    }

    /** The operation that the method overrides with a more special type of its answer (JLS §8.4.5). */
    private @Nullable LockOperation overridden(MethodRef method) {
        String answered = method.returnedClass();
        if (answered == null) {
            return null;
        }
        String start = method.name()
                + method.descriptor().substring(0, method.descriptor().indexOf(')') + 1);
        for (String signature : models.operations()) {
            if (signature.startsWith(start + 'L')) {
                String general = signature.substring(start.length() + 1, signature.length() - 1);
                LockOperation operation = program.isSubtype(answered, general) ? find(method.owner(), signature) : null;
                if (operation != null) {
                    return operation;
                }
            }
        }
        return null;
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

    /** Where several models speak of the method, that of the most special type knows best. */
    private @Nullable LockOperation find(String owner, String signature) {
        String special = null;
        for (String type : models.lockTypes()) {
            if (models.operation(type, signature) != null
                    && program.isSubtype(owner, type)
                    && (special == null || program.isSubtype(type, special))) {
                special = type;
            }
        }
        return special == null ? null : models.operation(special, signature);
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

    /**
     * Whether a lock of the type belongs to the thread that took it, so that no other may give it back. The most special types that say
     * so decide, all of them; where none does, it is so for every lock. Internal name.
     */
    public boolean isThreadOwned(String type) {
        List<String> said = models.threadOwned().keySet().stream()
                .filter(known -> program.isSubtype(type, known))
                .toList();
        if (said.isEmpty()) {
            return isLock(type);
        }
        return said.stream()
                .filter(known ->
                        said.stream().noneMatch(other -> !other.equals(known) && program.isSubtype(other, known)))
                .allMatch(known -> models.threadOwned().getOrDefault(known, false));
    }

    private boolean isLock(String type) {
        for (String known : models.lockTypes()) {
            if (models.isLock(known) && program.isSubtype(type, known)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the class implements a lock type's operations itself, so that its methods are the protocol and not its users. */
    public boolean implementsProtocol(ClassInfo type, MethodRef method) {
        return !type.isInterface() && of(method) != null;
    }
}
