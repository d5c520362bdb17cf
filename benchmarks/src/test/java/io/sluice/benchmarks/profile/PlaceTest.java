package io.sluice.benchmarks.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.benchmarks.profile.Profile.Place;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlaceTest {
  @ParameterizedTest
  @CsvSource({
    "io.sluice.formats.csv, CsvTokenizer.next",
    "io.sluice.parquet, FileBuilder.close",
    "io.sluice.ingest, Ingest.run",
    "com.github.luben.zstd, ZstdCompressCtx.compress0",
    "org.xerial.snappy, SnappyNative.rawCompress",
    "java.util.zip, Inflater.inflate",
    "org.apache.spark.scheduler, Task.run",
  })
  void aMethodBelongsToItsPackage(String inPackage, String name) {
    assertEquals(new Place(inPackage, name), Place.of(List.of(inPackage + "." + name)));
  }

  @Test
  void helpersOfTheJdkBelongToWhoCallsThem() {
    List<String> stack =
        List.of(
            "java.lang.System.arraycopy",
            "java.util.Arrays.copyOf",
            "io.sluice.formats.column.BytesColumn.grow",
            "io.sluice.formats.decode.StringDecoder.decode");
    assertEquals(new Place("io.sluice.formats.column", "BytesColumn.grow"), Place.of(stack));
    assertEquals(new Place("all else", "Thread.run"), Place.of(List.of("java.lang.Thread.run")));
  }
}
