package dev.concurrencylint.spotbugs;

import dev.concurrencylint.rules.FieldName;
import dev.concurrencylint.rules.MethodName;
import edu.umd.cs.findbugs.FieldAnnotation;
import edu.umd.cs.findbugs.MethodAnnotation;
import edu.umd.cs.findbugs.ba.XClass;
import edu.umd.cs.findbugs.ba.XField;
import edu.umd.cs.findbugs.ba.XMethod;
import edu.umd.cs.findbugs.classfile.CheckedAnalysisException;
import edu.umd.cs.findbugs.classfile.DescriptorFactory;
import edu.umd.cs.findbugs.classfile.Global;
import java.util.List;
import java.util.Optional;

/** Methods and fields as SpotBugs knows them: filters, suppressions and links compare them with its own. */
final class Members {
    private Members() {}

    static MethodAnnotation method(MethodName name) {
        boolean isStatic = false;
        for (XMethod method : find(name.className()).map(XClass::getXMethods).orElse(List.of())) {
            if (method.getName().equals(name.name()) && method.getSignature().equals(name.descriptor())) {
                isStatic = method.isStatic();
            }
        }
        String type = name.className().replace('.', '/');
        return MethodAnnotation.fromForeignMethod(type, name.name(), name.descriptor(), isStatic);
    }

    /** Empty where SpotBugs does not know the field. */
    static Optional<FieldAnnotation> field(FieldName name) {
        for (XField field : find(name.className()).map(XClass::getXFields).orElse(List.of())) {
            if (field.getName().equals(name.name())) {
                return Optional.of(FieldAnnotation.fromXField(field));
            }
        }
        return Optional.empty();
    }

    private static Optional<XClass> find(String className) {
        try {
            return Optional.of(Global.getAnalysisCache()
                    .getClassAnalysis(
                            XClass.class, DescriptorFactory.createClassDescriptorFromDottedClassName(className)));
        } catch (CheckedAnalysisException e) {
            return Optional.empty(); // SpotBugs could not read it and has said so itself
        }
    }
}
