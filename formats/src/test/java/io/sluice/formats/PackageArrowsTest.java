package io.sluice.formats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of this module. */
class PackageArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sluice.formats");

  @Test
  void formatsDoNotKnowEachOther() {
    noClasses()
        .that()
        .resideInAPackage("..formats.csv..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..formats.json..")
        .check(CLASSES);
    noClasses()
        .that()
        .resideInAPackage("..formats.json..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("..formats.csv..")
        .check(CLASSES);
  }

  @Test
  void theVocabularyKnowsNoStage() {
    noClasses()
        .that()
        .resideInAnyPackage("..formats.column..", "..formats.token..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "..formats.csv..", "..formats.json..", "..formats.detect..", "..formats.infer..")
        .check(CLASSES);
  }

  @Test
  void theEngineKnowsNeitherSparkNorHadoopNorAws() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "software.amazon..")
        .check(CLASSES);
  }
}
