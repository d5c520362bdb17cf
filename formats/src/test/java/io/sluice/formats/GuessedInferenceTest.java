package io.sluice.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.CsvReading.LayoutBuilder;
import io.sluice.formats.Inference.Input;
import io.sluice.formats.Inference.Result;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is found in files does not depend on how they were split, not even wrongly. */
class GuessedInferenceTest {
  /** A value of megabytes whose lines look like records, of other types. */
  private static final String MISLEADING =
      "a,b,c\n" + "1,\"" + "x,y,z\n".repeat(500_000) + "\",3\n" + "4,\"5\n\",6\n".repeat(100_000);

  private static final String GOOD = "a,b,c\n" + "7,\"text\n, more\",8.5\n".repeat(100_000);

  private static Result infer(long rangeBytes, String... texts) throws IOException {
    List<Input> files =
        List.of(texts).stream()
            .map(text -> new Input(MemoryObject.of(text), new LayoutBuilder().build()))
            .toList();
    return new Inference(
            SourceOptions.defaults(), Long.MAX_VALUE, rangeBytes, FormatRegistry.standard())
        .of(files);
  }

  @Test
  void filesThatMisleadAreReadAgain() throws IOException {
    Result whole = infer(Long.MAX_VALUE, GOOD, MISLEADING);
    Result inParts = infer(700_000, GOOD, MISLEADING);
    assertEquals(whole.columns(), inParts.columns());
    assertEquals(200_001, inParts.records());
    assertEquals(whole.records(), inParts.records());
    assertEquals("bigint", inParts.columns().get(0).type().ddl());
    assertEquals(List.of(), inParts.problems());
  }

  @Test
  void fieldsThatNobodyWantsAreNotLookedAt() throws IOException {
    List<Input> files =
        List.of(
            new Input(MemoryObject.of(GOOD), new LayoutBuilder().build()),
            new Input(MemoryObject.of(MISLEADING), new LayoutBuilder().build()));
    Result all = new Inference(SourceOptions.defaults(), Long.MAX_VALUE).of(files);
    Result some =
        new Inference(SourceOptions.defaults(), Long.MAX_VALUE).of(files, name -> name.equals("c"));
    assertEquals(all.columns().subList(2, 3), some.columns());
    assertEquals(all.records(), some.records());
  }
}
