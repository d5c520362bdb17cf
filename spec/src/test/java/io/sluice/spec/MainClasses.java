package io.sluice.spec;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;

/** The main classes of packages and those below them, for the architecture tests of all modules. */
public final class MainClasses {
  private MainClasses() {}

  /**
   * Other classes are known by name only: reading Spark and the AWS SDK too would take most of a
   * test's time, and no rule asks what is in them.
   */
  public static JavaClasses of(String... roots) {
    return ArchConfiguration.withThreadLocalScope(
        configuration -> {
          configuration.setResolveMissingDependenciesFromClassPath(false);
          return new ClassFileImporter()
              .withImportOption(new DoNotIncludeTests())
              .importPackages(roots);
        });
  }
}
