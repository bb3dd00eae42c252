package dev.concurrencylint.claims;

import java.util.Map;

/** Defines the fixtures' classes anew, so that no run sees what another one has left in static fields. Assertions are on. */
final class FreshClasses extends ClassLoader {
    private final Map<String, byte[]> classes;

    /** @param classes by name, with dots */
    FreshClasses(Map<String, byte[]> classes) {
        super("fixtures", FreshClasses.class.getClassLoader());
        this.classes = Map.copyOf(classes);
        setDefaultAssertionStatus(true);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        byte[] bytes = classes.get(name);
        if (bytes == null) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : defineClass(name, bytes, 0, bytes.length);
        }
    }
}
