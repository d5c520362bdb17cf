package io.sluice.ingest;

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
          .importPackages("io.sluice.ingest");

  @Test
  void knowsNoHost() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "software.amazon..")
        .check(classes);
  }

  @Test
  void packagesFormNoCycle() {
    slices().matching("io.sluice.ingest.(*)..").should().beFreeOfCycles().check(classes);
  }

  /** The root too is a slice: what is in it is known to no package below it. */
  @Test
  void theListOfStagesIsKnownToNoStage() {
    slices().matching("io.sluice.(**)").should().beFreeOfCycles().check(classes);
  }
}
