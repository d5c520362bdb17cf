package io.sluice.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(new DoNotIncludeTests())
          .importPackages("io.sluice.spark");

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.sluice.spark.(*)..").should().beFreeOfCycles().check(classes);
  }

  @Test
  void publishingKnowsNoJob() {
    noClasses()
        .that()
        .resideInAnyPackage("..publish", "..store")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..read", "..write", "..reject", "..rewrite")
        .check(classes);
  }
}
