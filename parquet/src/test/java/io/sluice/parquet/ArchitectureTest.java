package io.sluice.parquet;

import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaClasses;
import io.sluice.spec.MainClasses;
import io.sluice.spec.PackageCycles;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  private static final String ROOT = "io.sluice.parquet";

  private final JavaClasses classes = MainClasses.of(ROOT);

  @Test
  void packagesFormNoCycle() {
    PackageCycles.assertNone(ROOT);
  }

  @Test
  void stagesKnowNothingOfWhatIsMadeOfThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("bytes")
        .definedBy(ROOT + ".bytes")
        .layer("schema")
        .definedBy(ROOT + ".schema")
        .layer("values")
        .definedBy(ROOT + ".stats", ROOT + ".shred", ROOT + ".text", ROOT + ".dictionary")
        .layer("pages")
        .definedBy(ROOT + ".encode", ROOT + ".page")
        .layer("writer")
        .definedBy(ROOT)
        .layer("uses")
        .definedBy(ROOT + ".partition", ROOT + ".copy")
        .whereLayer("uses")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("writer")
        .mayOnlyBeAccessedByLayers("uses")
        .whereLayer("pages")
        .mayOnlyBeAccessedByLayers("writer")
        .whereLayer("values")
        .mayOnlyBeAccessedByLayers("pages", "writer", "uses")
        .whereLayer("schema")
        .mayOnlyBeAccessedByLayers("values", "pages", "writer", "uses")
        .check(classes);
  }
}
