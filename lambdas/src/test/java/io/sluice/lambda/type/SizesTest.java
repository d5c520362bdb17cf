package io.sluice.lambda.type;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.lambda.host.Environment;
import io.sluice.lambda.type.FileType.Findings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a function takes follows from its memory, of which its processors are a part. */
class SizesTest {
  private static final long LIMIT = 512L << 20;

  private static final long MB = 1_000_000;

  private static Sizes sizes(String memory) {
    return Sizes.of(
        Environment.of(
            Map.of("SMALL_MAX_BYTES", String.valueOf(LIMIT), "SMALL_MEMORY_MB", memory)));
  }

  private static Way way(long bytes, boolean splittable, String memory) {
    Findings found = new Findings("csv", "csv", true, 1, List.of(), "", "", "");
    FileType file =
        new FileType("s3://b/a.csv", "csv", bytes, splittable, "none", "", List.of(), found);
    return Way.of(List.of(file), sizes(memory));
  }

  @Test
  void withAProcessorItTakesTheLimit() {
    assertEquals(Way.SMALL, way(500 * MB, true, "1769"));
    assertEquals(Way.GLUE, way(550 * MB, true, "1769"));
    // Where nothing is said of the memory, one is reckoned.
    assertEquals(Way.SMALL, way(500 * MB, true, ""));
    assertEquals(Way.GLUE, way(550 * MB, true, ""));
  }

  @Test
  void withSeveralItTakesMoreOfWhatCanBeSplit() {
    assertEquals(Way.SMALL, way(3000 * MB, true, "10240"));
    assertEquals(Way.GLUE, way(3200 * MB, true, "10240"));
    assertEquals(Way.SMALL, way(500 * MB, false, "10240"));
    assertEquals(Way.GLUE, way(550 * MB, false, "10240"));
  }

  /** 512 MB of memory bring 0.29 of a processor. */
  @Test
  void withAPartOfOneItTakesThatPart() {
    for (boolean splittable : new boolean[] {true, false}) {
      assertEquals(Way.SMALL, way(150 * MB, splittable, "512"));
      assertEquals(Way.GLUE, way(160 * MB, splittable, "512"));
    }
  }
}
