package dev.concurrencylint.spotbugs;

import dev.concurrencylint.program.ClassFile;
import dev.concurrencylint.program.ClassFiles;
import edu.umd.cs.findbugs.classfile.IClassPath;
import edu.umd.cs.findbugs.classfile.ICodeBase;
import edu.umd.cs.findbugs.classfile.ICodeBaseEntry;
import edu.umd.cs.findbugs.classfile.ICodeBaseIterator;
import edu.umd.cs.findbugs.classfile.IScannableCodeBase;
import edu.umd.cs.findbugs.classfile.ResourceNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The class files as SpotBugs found them: its application classes are reported on, whatever it screens afterwards, and its auxiliary
 * class path stands behind them.
 */
final class HostClassFiles implements ClassFiles {
    private static final String SUFFIX = ".class";
    private static final String MODULE = "module-info";

    private final IClassPath classPath;

    HostClassFiles(IClassPath classPath) {
        this.classPath = classPath;
    }

    @Override
    public List<ClassFile> analysed() {
        List<ClassFile> files = new ArrayList<>();
        for (Map.Entry<String, ICodeBaseEntry> entry :
                new TreeMap<>(classPath.getApplicationCodebaseEntries()).entrySet()) {
            if (isClass(entry.getKey())) {
                files.add(file(entry.getValue()));
            }
        }
        return files;
    }

    /** Does nothing: SpotBugs has opened them. */
    @Override
    public void open() {}

    @Override
    public List<ClassFile> neighbours(Set<String> packages, int analysed) {
        List<ClassFile> files = new ArrayList<>();
        for (Iterator<? extends ICodeBase> all = classPath.auxCodeBaseIterator(); all.hasNext(); ) {
            if (all.next() instanceof IScannableCodeBase codeBase
                    && codeBase.getHowDiscovered() != ICodeBase.Discovered.IN_SYSTEM_CLASSPATH) {
                List<ICodeBaseEntry> entries = entries(codeBase);
                if (entries.size() >= analysed
                        && entries.stream().anyMatch(entry -> packages.contains(packageOf(entry)))) {
                    entries.forEach(entry -> files.add(file(entry)));
                }
            }
        }
        return files;
    }

    private static List<ICodeBaseEntry> entries(IScannableCodeBase codeBase) {
        try {
            List<ICodeBaseEntry> entries = new ArrayList<>();
            for (ICodeBaseIterator all = codeBase.iterator(); all.hasNext(); ) {
                ICodeBaseEntry entry = all.next();
                if (isClass(entry.getResourceName())) {
                    entries.add(entry);
                }
            }
            return entries;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while listing " + codeBase.getPathName(), e);
        }
    }

    @Override
    public @Nullable ClassFile find(String name) {
        try {
            return file(classPath.lookupResource(name + SUFFIX));
        } catch (ResourceNotFoundException e) {
            return null;
        }
    }

    private static boolean isClass(String resource) {
        return resource.endsWith(SUFFIX)
                && !resource.startsWith(MODULE, resource.lastIndexOf('/') + 1)
                && !resource.startsWith("META-INF/");
    }

    private static String packageOf(ICodeBaseEntry entry) {
        String name = entry.getResourceName();
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    private static ClassFile file(ICodeBaseEntry entry) {
        return new ClassFile() {
            @Override
            public String place() {
                String path = entry.getCodeBase().getPathName();
                return path == null ? entry.getResourceName() : path + "!/" + entry.getResourceName();
            }

            @Override
            public byte[] read() throws IOException {
                try (InputStream in = entry.openResource()) {
                    return in.readAllBytes();
                }
            }
        };
    }

    /** Leaves everything open: it is SpotBugs'. */
    @Override
    public void close() {}
}
