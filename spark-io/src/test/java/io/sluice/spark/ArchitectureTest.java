package io.sluice.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.sluice.spec.MainClasses;
import io.sluice.spec.PackageCycles;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes = MainClasses.of("io.sluice.spark");

  @Test
  void packagesFormNoCycle() {
    PackageCycles.assertNone("io.sluice.spark");
  }

  @Test
  void storagesKnowNoJob() {
    noClasses()
        .that()
        .resideInAnyPackage("..store")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.sluice.spark.read..",
            "io.sluice.spark.run..",
            "io.sluice.spark.types..",
            "io.sluice.spark.vector..",
            "io.sluice.spark.write..")
        .check(classes);
  }
}
