package io.sluice.ledger;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.spec.lake.LakeLocation;
import org.junit.jupiter.api.Test;

class LedgersTest {
  private static String refusal(String lake) {
    return assertThrows(
            IllegalArgumentException.class, () -> Ledgers.openExisting(new LakeLocation(lake)))
        .getMessage();
  }

  @Test
  void hadoopsNameOfALakeOnS3IsCorrected() {
    assertEquals(
        "A lake on S3 is named s3://b/l, not s3a://b/l: that is how Hadoop calls it. Its files are"
            + " the same",
        refusal("s3a://b/l"));
  }

  @Test
  void aPlaceWithoutALedgerIsTold() {
    assertTrue(refusal("ftp://h/l").contains("No ledger can be kept for the lake ftp://h/l"));
  }
}
