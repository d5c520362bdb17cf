package io.sluice.spec.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LakeLocationTest {
  private static final LakeLocation LAKE = new LakeLocation("/data/lake/");
  private static final LakeLocation MOVED = new LakeLocation("s3://bucket/lake");

  @Test
  void whatIsInsideTheLakeIsKeptRelativeToIt() {
    assertEquals("db/t/year=2024/x.parquet", LAKE.stored("/data/lake/db/t/year=2024/x.parquet"));
    assertEquals("s3://bucket/lake/db/t", MOVED.resolved("db/t"));
    assertEquals("db/t", MOVED.stored("s3://bucket/lake/db/t"));
    assertEquals("s3://bucket/lake", MOVED.resolved(LAKE.stored("/data/lake")));
  }

  @Test
  void whatIsOutsideStaysAsItIs() {
    for (String outside :
        List.of("/data/lake2/t", "/data", "s3://other/t", "file:/data/other", "")) {
      assertEquals(outside, LAKE.stored(outside));
      assertEquals(outside, MOVED.resolved(outside));
    }
  }

  @Test
  void noDatabaseIsCalledAsWhatIsSluicesOwn() {
    assertEquals("s3://bucket/lake/_sluice", MOVED.own());
    assertEquals("s3://bucket/lake/_sluice/specs/flights.yml", MOVED.spec("flights"));
    assertTrue(LakeLocation.isOwn("_Sluice_2"));
    assertFalse(LakeLocation.isOwn("sluice"));
  }

  @Test
  void foldersOfOddNamesComeBack() {
    for (String name : List.of("a:b/c", "file:x", "./x", "x y%2F/한", "..x", "a/b:c")) {
      String location = LAKE.root() + "/" + name;
      assertEquals(location, LAKE.resolved(LAKE.stored(location)), name);
      assertEquals(MOVED.root() + "/" + name, MOVED.resolved(LAKE.stored(location)), name);
    }
  }
}
