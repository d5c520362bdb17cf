package io.sluice.spec;

import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void packagesFormNoCycle() {
    PackageCycles.assertNone("io.sluice.spec");
  }
}
