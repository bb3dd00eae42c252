package dev.concurrencylint.source;

import com.github.javaparser.ast.CompilationUnit;
import com.github.javaparser.ast.body.FieldDeclaration;
import dev.concurrencylint.findings.Repair.Edit;
import dev.concurrencylint.rules.FieldName;
import dev.concurrencylint.rules.Finding;
import dev.concurrencylint.rules.Range;
import java.util.List;
import java.util.Optional;

/** Repairs at the declaration of the field that a finding is about. */
final class FieldRepair {
    private static final String VOLATILE = "volatile";

    private FieldRepair() {}

    /** Safe only where the file of the finding declares the field, alone in its declaration, and it is not final. */
    static Optional<Repairs.Change> makeVolatile(Finding finding, CompilationUnit unit) {
        return finding.field()
                .flatMap(name -> declaration(unit, name))
                .filter(field -> !field.isFinal() && !field.isVolatile())
                .map(field -> {
                    Range type = Nodes.first(field.getElementType());
                    Range before =
                            new Range(type.startLine(), type.startColumn(), type.startLine(), type.startColumn());
                    return new Repairs.Change(
                            "Declare the field " + VOLATILE, List.of(new Edit(before, VOLATILE + " ")));
                });
    }

    private static Optional<FieldDeclaration> declaration(CompilationUnit unit, FieldName name) {
        List<FieldDeclaration> found = unit.findAll(
                FieldDeclaration.class,
                field -> field.getRange().isPresent()
                        && field.getVariables().size() == 1
                        && field.getVariable(0).getNameAsString().equals(name.name())
                        && name.className().equals(Nodes.className(field)));
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }
}
