package dev.concurrencylint.walls;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

/** Holds the walls of the house, also those of packages that are still to come. */
final class WallsTest {
    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .withImportOption(location -> !location.contains("/fixtures/"))
            .importPackages("dev.concurrencylint");

    private static final DescribedPredicate<JavaField> WRITTEN_BY_PEOPLE = DescribedPredicate.describe(
            "written by people",
            field -> !field.getModifiers().contains(JavaModifier.SYNTHETIC)
                    && !field.getOwner().getModifiers().contains(JavaModifier.SYNTHETIC));

    @Test
    void theRulesAndTheEngineAreUnderTest() {
        assertThat(OURS.contain("dev.concurrencylint.rules.Rule")).isTrue();
        assertThat(OURS.contain("dev.concurrencylint.engine.Engine")).isTrue();
    }

    @Test
    void onlyBytecodeSeesAsm() {
        onlyFrom("..bytecode..", "org.objectweb.asm..");
    }

    @Test
    void onlySourceSeesJavaParser() {
        onlyFrom("..source..", "com.github.javaparser..");
    }

    @Test
    void onlySpotbugsSeesSpotbugs() {
        onlyFrom("..spotbugs..", "edu.umd.cs.findbugs..");
    }

    @Test
    void onlyTheCommandLineSeesPicocli() {
        onlyFrom("..cli..", "picocli..");
    }

    @Test
    void rulesSeeTheJdkOnly() {
        classes()
                .that()
                .resideInAPackage("dev.concurrencylint.rules..")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.concurrencylint.rules..", "java..", "org.jspecify.annotations..")
                .check(OURS);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.concurrencylint.(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void dependenciesFollowTheRoad() {
        classes().should(followTheRoad()).check(OURS);
    }

    @Test
    void theRoadItselfOnlyGoesDown() {
        List<String> above = new ArrayList<>();
        for (Road.Station station : Road.STATIONS) {
            assertThat(above).as("what %s sees", station.name()).containsAll(station.sees());
            above.add(station.name());
        }
    }

    @Test
    void staticFieldsAreConstants() {
        fields().that()
                .areStatic()
                .and(WRITTEN_BY_PEOPLE)
                .should()
                .beFinal()
                .andShould(haveATypeThatCanBeAConstant())
                .allowEmptyShould(true)
                .check(OURS);
    }

    @Test
    void staticInitialisersMakeNoMutableCollections() {
        classes().should(notKeepACollectionThatGrows()).check(OURS);
    }

    private static void onlyFrom(String packages, String library) {
        noClasses()
                .that()
                .resideOutsideOfPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(library)
                .allowEmptyShould(true)
                .check(OURS);
    }

    private static ArchCondition<JavaClass> followTheRoad() {
        return new ArchCondition<>("depend only on stations that their own station sees") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                String name = Road.stationOf(item.getPackageName());
                Road.Station station = Road.find(name).orElse(null);
                if (station == null) {
                    events.add(SimpleConditionEvent.violated(
                            item, item.getName() + " is in the package " + name + ", which the road does not know"));
                    return;
                }
                item.getDirectDependenciesFromSelf().stream()
                        .filter(dependency -> Road.isOurs(dependency
                                .getTargetClass()
                                .getBaseComponentType()
                                .getPackageName()))
                        .filter(dependency -> !station.maySee(Road.stationOf(dependency
                                .getTargetClass()
                                .getBaseComponentType()
                                .getPackageName())))
                        .forEach(dependency ->
                                events.add(SimpleConditionEvent.violated(item, dependency.getDescription())));
            }
        };
    }

    private static ArchCondition<JavaField> haveATypeThatCanBeAConstant() {
        return new ArchCondition<>("have a type whose values can be constants") {
            @Override
            public void check(JavaField item, ConditionEvents events) {
                JavaClass type = item.getRawType();
                boolean mutable = type.isArray()
                        || growing(type)
                        || type.isAssignableTo(StringBuilder.class)
                        || type.isAssignableTo(ThreadLocal.class)
                        || type.isAssignableTo(Executor.class)
                        || type.getPackageName().startsWith("java.util.concurrent");
                if (mutable) {
                    events.add(SimpleConditionEvent.violated(item, item.getDescription() + " can change"));
                }
            }
        };
    }

    /** A field of type {@code List} may hold a mutable one: what can be seen is whether the initialiser makes it. */
    private static ArchCondition<JavaClass> notKeepACollectionThatGrows() {
        return new ArchCondition<>("not make a mutable collection in a static initialiser") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                item.getStaticInitializer().stream()
                        .flatMap(initialiser -> initialiser.getConstructorCallsFromSelf().stream())
                        .filter(call -> growing(call.getTargetOwner()))
                        .forEach(call -> events.add(SimpleConditionEvent.violated(item, call.getDescription())));
            }
        };
    }

    private static boolean growing(JavaClass type) {
        return !type.isInterface()
                && type.getPackageName().startsWith("java.util")
                && (type.isAssignableTo(Collection.class) || type.isAssignableTo(Map.class));
    }
}
