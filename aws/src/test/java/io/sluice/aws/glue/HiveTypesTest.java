package io.sluice.aws.glue;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.spec.type.TypeParser;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HiveTypesTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "tinyint|tinyint",
        "decimal(38,9)|decimal(38,9)",
        "timestamp|timestamp",
        "timestamp_ntz|timestamp",
        "array<timestamp_ntz>|array<timestamp>",
        "map<string,struct<a:int,`b c`:date>>|map<string,struct<a:int,b c:date>>"
      })
  void areHives(String ours, String hives) {
    assertEquals(hives, HiveTypes.of(TypeParser.parse(ours)));
  }
}
