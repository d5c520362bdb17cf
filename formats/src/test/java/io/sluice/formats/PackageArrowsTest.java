package io.sluice.formats;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.sluice.spec.MainClasses;
import io.sluice.spec.PackageCycles;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The arrows between the packages of this module. */
class PackageArrowsTest {
  private static final JavaClasses CLASSES = MainClasses.of("io.sluice.formats");
  private static final List<String> FORMATS =
      List.of("..formats.csv..", "..formats.fixed..", "..formats.json..");

  @Test
  void noCycles() {
    PackageCycles.assertNone("io.sluice.formats");
  }

  @Test
  void onlyTheRegistryNamesAFormat() {
    for (String format : FORMATS) {
      noClasses()
          .that()
          .resideOutsideOfPackages(format)
          .and()
          .doNotBelongToAnyOf(FormatRegistry.class)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(format)
          .check(CLASSES);
    }
  }

  @Test
  void inspectionAndInferenceAskTheRegistryAndNothingBelowDoes() {
    noClasses()
        .that()
        .resideInAPackage("io.sluice.formats.*")
        .and()
        .resideOutsideOfPackage("..formats.inspect..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("io.sluice.formats", "..formats.inspect..")
        .check(CLASSES);
  }

  @Test
  void theVocabularyKnowsNoStage() {
    noClasses()
        .that()
        .resideInAnyPackage("..formats.column..", "..formats.token..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("..formats.format..", "..formats.inspect..", "..formats.infer..")
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
