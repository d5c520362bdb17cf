package io.sluice.ledger;

import io.sluice.spec.PackageCycles;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
  @Test
  void packagesFormNoCycle() {
    PackageCycles.assertNone("io.sluice.ledger");
  }
}
