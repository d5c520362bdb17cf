package io.sluice.ingest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.sluice.spec.MainClasses;
import io.sluice.spec.PackageCycles;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private final JavaClasses classes = MainClasses.of("io.sluice.ingest");

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
    PackageCycles.assertNone("io.sluice.ingest");
  }
}
