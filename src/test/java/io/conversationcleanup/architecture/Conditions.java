package io.conversationcleanup.architecture;

import static com.tngtech.archunit.lang.SimpleConditionEvent.violated;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.function.Predicate;
import org.jspecify.annotations.NullMarked;

/** What ArchUnit has no words for. */
final class Conditions {

    /** Each class with those that are nested in it. */
    static final SliceAssignment OUTERMOST_CLASSES = new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return type.getName().startsWith(ProductPackage.BASE)
                    ? SliceIdentifier.of(type.getName().replaceFirst("\\$.*", ""))
                    : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "classes";
        }
    };

    private Conditions() {}

    static ArchCondition<JavaClass> standInTheTable() {
        return condition(
                "reside in a package of the table",
                type -> ProductPackage.of(type).isPresent());
    }

    static ArchCondition<JavaClass> resideInANullMarkedPackage() {
        return condition(
                "reside in a package annotated @NullMarked",
                type -> type.getPackage().isAnnotatedWith(NullMarked.class));
    }

    static ArchCondition<JavaClass> knowOnlyWhatTheTableAllows() {
        return new ArchCondition<>("know only the packages that the table allows") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                type.getDirectDependenciesFromSelf().stream()
                        .filter(Conditions::isForbidden)
                        .forEach(dependency -> events.add(violated(dependency, dependency.getDescription())));
            }
        };
    }

    private static boolean isForbidden(Dependency dependency) {
        return ProductPackage.of(dependency.getOriginClass())
                .flatMap(
                        origin -> ProductPackage.of(dependency.getTargetClass()).map(target -> !origin.mayKnow(target)))
                .orElse(false);
    }

    private static ArchCondition<JavaClass> condition(String description, Predicate<JavaClass> kept) {
        return new ArchCondition<>(description) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (!kept.test(type)) {
                    events.add(violated(
                            type,
                            "%s does not %s in %s"
                                    .formatted(type.getDescription(), description, type.getSourceCodeLocation())));
                }
            }
        };
    }
}
