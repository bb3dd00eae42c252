import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** The least that an analysis by trees costs: reads every class of the jars that are named into a tree, and drops it. */
public final class Floor {
    private Floor() {}

    public static void main(String[] jars) throws IOException {
        int classes = 0;
        int methods = 0;
        for (String name : jars) {
            try (ZipFile jar = new ZipFile(name)) {
                List<? extends ZipEntry> entries = new ArrayList<>(Collections.list(jar.entries()));
                for (ZipEntry entry : entries) {
                    if (entry.getName().endsWith(".class")) {
                        try (InputStream in = jar.getInputStream(entry)) {
                            ClassNode tree = new ClassNode();
                            new ClassReader(in.readAllBytes()).accept(tree, 0);
                            classes++;
                            methods += tree.methods.size();
                        }
                    }
                }
            }
        }
        System.out.println(classes + " classes, " + methods + " methods");
    }
}
