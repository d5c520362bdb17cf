package io.sluice.spec;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;

/** That a module's packages lean on each other in one direction only; for the tests of all. */
public final class PackageCycles {
  private PackageCycles() {}

  /**
   * Fails if main classes form a cycle: of packages, the root being one, or of what lies in the
   * folders below the root.
   */
  public static void assertNone(String root) {
    JavaClasses classes = MainClasses.of(root);
    slices().matching("io.sluice.(**)").should().beFreeOfCycles().check(classes);
    slices()
        .matching(root + ".(*)..")
        .should()
        .beFreeOfCycles()
        .allowEmptyShould(true)
        .check(classes);
  }
}
