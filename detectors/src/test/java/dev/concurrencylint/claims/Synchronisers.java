package dev.concurrencylint.claims;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.concurrent.locks.StampedLock;
import org.jspecify.annotations.Nullable;

/**
 * The locks and semaphores that can be reached from some objects through fields, arrays and collections.
 *
 * @param found in the order in which they were reached
 * @param counts how much of each is taken, or free of a semaphore; by identity
 */
record Synchronisers(List<Object> found, IdentityHashMap<Object, Long> counts) {
    private static final String OURS = "dev.concurrencylint.fixtures.";

    /** @param roots objects, and classes for their static fields */
    static Synchronisers reachedFrom(Collection<? extends @Nullable Object> roots) {
        List<Object> found = new ArrayList<>();
        IdentityHashMap<Object, Long> counts = new IdentityHashMap<>();
        Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Object> open = new ArrayDeque<>();
        roots.stream().filter(each -> each != null).forEach(open::add);
        while (!open.isEmpty()) {
            Object next = open.pop();
            if (seen.add(next)) {
                count(next).ifPresent(count -> {
                    found.add(next);
                    counts.put(next, count);
                });
                addParts(next, open);
            }
        }
        return new Synchronisers(found, counts);
    }

    /** A synchroniser that is not as it was: taken once more, or given back once too often. */
    record Change(boolean taken, String what) {}

    /** The first one whose count is another than before; one that is new must be free. */
    Optional<Change> changeSince(Synchronisers before) {
        return found.stream()
                .map(each -> change(
                        each,
                        before.counts.getOrDefault(each, unused(each)),
                        count(each).orElse(0L)))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Change> change(Object synchroniser, long was, long is) {
        boolean free = synchroniser instanceof Semaphore;
        String what = synchroniser.getClass().getSimpleName() + " has " + is + ", not " + was;
        return was == is ? Optional.empty() : Optional.of(new Change(free == is < was, what));
    }

    private static long unused(Object synchroniser) {
        return synchroniser instanceof Semaphore semaphore ? semaphore.availablePermits() : 0;
    }

    private static Optional<Long> count(Object object) {
        if (object instanceof ReentrantLock lock) {
            return Optional.of(lock.isLocked() ? 1L : 0L);
        }
        if (object instanceof ReentrantReadWriteLock lock) {
            return Optional.of(lock.getReadLockCount() + (lock.isWriteLocked() ? 1000L : 0L));
        }
        if (object instanceof StampedLock lock) {
            return Optional.of(lock.getReadLockCount() + (lock.isWriteLocked() ? 1000L : 0L));
        }
        if (object instanceof Semaphore semaphore) {
            return Optional.of((long) semaphore.availablePermits());
        }
        if (object instanceof Lock && object.getClass().getName().startsWith("java.util.concurrent.locks.")) {
            return Optional.of(
                    object.toString().contains("Unlocked") || object.toString().contains("locks = 0]") ? 0L : 1L);
        }
        return Optional.empty();
    }

    private static void addParts(Object object, Deque<Object> open) {
        if (object instanceof Class<?> type) {
            addFields(null, type, open);
        } else if (object.getClass().getName().startsWith(OURS)) {
            Class<?> type = object.getClass();
            while (type != null && type.getName().startsWith(OURS)) {
                addFields(object, type, open);
                type = type.getSuperclass();
            }
        } else if (object instanceof Object[] array) {
            Arrays.stream(array).filter(each -> each != null).forEach(open::add);
        } else if (object instanceof Map<?, ?> map) {
            open.addAll(map.values());
        } else if (object instanceof Collection<?> collection) {
            collection.stream().filter(each -> each != null).forEach(open::add);
        } else if (object instanceof AtomicReference<?> reference && reference.get() != null) {
            open.add(reference.get());
        } else if (object instanceof Optional<?> optional) {
            optional.ifPresent(open::add);
        }
    }

    private static void addFields(@Nullable Object owner, Class<?> type, Deque<Object> open) {
        for (Field field : type.getDeclaredFields()) {
            if (!field.getType().isPrimitive() && Modifier.isStatic(field.getModifiers()) == (owner == null)) {
                try {
                    field.setAccessible(true);
                    Object value = field.get(owner);
                    if (value != null) {
                        open.add(value);
                    }
                } catch (IllegalAccessException e) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }
}
