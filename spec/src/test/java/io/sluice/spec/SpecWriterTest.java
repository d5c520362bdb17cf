package io.sluice.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SpecWriterTest {

  /** Everything but where it stood; records print all that they hold. */
  private static String withoutPlaces(DatasetSpec spec) {
    return spec.toString().replaceAll("location=\\S+ \\(line \\d+, column \\d+\\)", "location=");
  }

  @Test
  void whatIsWrittenReadsBackEqual() {
    Random random = new Random(7);
    for (int i = 0; i < 500; i++) {
      DatasetSpec spec = RandomSpecs.next(random);
      String yaml = SpecWriter.toYaml(spec);
      DatasetSpec back = SpecReader.read(yaml, "random" + i + ".yml");
      assertEquals(withoutPlaces(spec), withoutPlaces(back), yaml);
      assertEquals(yaml, SpecWriter.toYaml(back));
    }
  }

  @Test
  void filesKeptForVeryLongReadBack() {
    String kept = "keep_replaced: 20000d";
    String text = "dataset: a\nsource: {path: data}\ntarget: {" + kept + "}\n";
    String yaml = SpecWriter.toYaml(SpecReader.read(text, "a.yml"));
    assertTrue(yaml.contains(kept), yaml);
    assertEquals(yaml, SpecWriter.toYaml(SpecReader.read(yaml, "b.yml")));
  }

  @Test
  void writesWhatAPersonWouldWrite() {
    DatasetSpec spec = SpecReader.read(SpecReaderTest.resource("everything.yml"), "x.yml");
    String yaml = SpecWriter.toYaml(spec);
    assertEquals(
        """
        dataset: flights
        source:
          path: s3://landing/flights/*.csv
          format: csv
          options:
            delimiter: \\t
        """,
        yaml.lines().limit(6).reduce("", (a, b) -> a + b + "\n"));
    DatasetSpec back = SpecReader.read(yaml, "y.yml");
    assertEquals(withoutPlaces(spec), withoutPlaces(back), yaml);
    assertEquals(
        """
        dataset: minimal
        source:
          path: data/
        target: {}
        """,
        SpecWriter.toYaml(SpecReader.read(SpecReaderTest.resource("minimal.yml"), "m.yml")));
  }
}
