package io.sluice.benchmarks.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The committed expectations are what DuckDB reads from the committed files. {@code
 * -Dsluice.updateDocs=true} writes them again.
 */
class ExpectedResultsTest {
  private static final Path TEST_DATA = Path.of(System.getProperty("sluice.testData"));

  @TestFactory
  Stream<DynamicTest> everyExpectationIsWhatDuckDbReads() throws Exception {
    return TestDataSet.below(TEST_DATA).stream()
        .map(
            set ->
                DynamicTest.dynamicTest(
                    TEST_DATA.relativize(set.folder()).toString(), () -> check(set)));
  }

  private static void check(TestDataSet set) throws Exception {
    if (Boolean.getBoolean("sluice.updateDocs")) {
      Files.writeString(set.folder().resolve(TestDataSet.EXPECTED), set.oracle().json());
    }
    assertEquals(set.expected(), set.oracle());
  }

  @Test
  void thereAreDataSetsOfBothFormats() throws Exception {
    List<String> formats =
        TestDataSet.below(TEST_DATA).stream()
            .map(set -> TEST_DATA.relativize(set.folder()).getName(0).toString())
            .distinct()
            .toList();
    assertTrue(formats.containsAll(List.of("csv", "jsonl")), formats.toString());
  }
}
