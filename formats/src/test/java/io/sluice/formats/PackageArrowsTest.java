package io.sluice.formats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of this module. */
class PackageArrowsTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sluice.formats");

  @Test
  void formatsDoNotKnowEachOther() {
    List<String> formats = List.of("..formats.csv..", "..formats.fixed..", "..formats.json..");
    for (String one : formats) {
      noClasses()
          .that()
          .resideInAPackage(one)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              formats.stream().filter(other -> !other.equals(one)).toArray(String[]::new))
          .check(CLASSES);
    }
  }

  @Test
  void whatTextFormatsShareKnowsNone() {
    noClasses()
        .that()
        .resideInAPackage("..formats.text..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..formats.csv..", "..formats.fixed..", "..formats.json..")
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
            "..formats.csv..",
            "..formats.fixed..",
            "..formats.json..",
            "..formats.detect..",
            "..formats.infer..")
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
