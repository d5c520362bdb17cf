package io.sluice.ingest.transform;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.PartitionRoom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SparkNeedTest {
  private static final String SCHEMA =
      "schema: [{name: i, type: int}, {name: s, type: string}, {name: d, type: date}]\n";

  static DatasetSpec spec(String yaml) {
    return SpecReader.read("dataset: d\nsource: {path: p}\ntarget: {}\n" + yaml + "\n", "d.yml");
  }

  /** Columns i, s, d have types, u has none. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          transforms: [{filter: i > 1}] | transforms[0].filter is a Spark SQL expression
          transforms: [{derive: {x: i}}] | transforms[0].derive has Spark SQL expressions
          transforms: [{deduplicate: {keys: i}}] | transforms[0].deduplicate compares rows with each other, which Spark SQL does
          transforms: [{select: ['*', i, i AS j]}] |
          transforms: [{select: i}, {select: [i, upper(s) AS t]}] | transforms[1].select has the Spark SQL expression 'upper(s) AS t'
          transforms: [{select: [i.j]}] | transforms[0].select has the Spark SQL expression 'i.j'
          transforms: [{select: [current_date]}] | transforms[0].select has the Spark SQL expression 'current_date'
          transforms: [{rename: {i: j}}, {cast: {j: bigint}}, {mask: {columns: s, method: hash}}] |
          transforms: [{cast: {u: 'array<int>'}}] | transforms[0].cast makes column 'u' a nested one, which Spark SQL does
          quality: [{sql: i > 1}] | quality[0].sql is a Spark SQL expression
          quality: [{not_null: i}, {unique: i}] | quality[1].unique compares rows with each other, which Spark SQL does
          quality: [{row_count: {min: 1}}, {matches: {column: u, pattern: x}}] |
          quality: [{in: {column: u, values: [a, 1, 2024]}}] |
          quality: [{in: {column: s, values: [now]}}] |
          quality: [{in: {column: u, values: [now]}}] | quality[0].in has the value 'now', which Spark SQL has to understand
          quality: [{in: {column: d, values: [today]}}] | quality[0].in has the value 'today', which Spark SQL has to understand
          quality: [{range: {column: i, min: -1, max: 1.5e3}}] |
          quality: [{range: {column: i, max: 1+1}}] | quality[0].range has the bound '1+1', which Spark SQL has to understand
          quality: [{range: {column: i, max: 5L}}] | quality[0].range has the bound '5L', which Spark SQL has to understand
          quality: [{range: {column: i, max: 2024-01-01}}] |
          quality: [{range: {column: u, min: 2024-01-01, max: 'DATE ''2025-01-01'''}}] |
          quality: [{range: {column: u, min: a+b}}] | quality[0].range has the bound 'a+b', which Spark SQL has to understand
          quality: [{range: {column: s, min: a+b, max: zz}}] |
          quality: [{range: {column: d, max: current_date()}}] | quality[0].range has the bound 'current_date()', which Spark SQL has to understand
          quality: [{range: {column: d, max: today}}] | quality[0].range has the bound 'today', which Spark SQL has to understand
          quality: [{range: {column: d, max: 'DATE ''today'''}}] | quality[0].range has the bound 'DATE 'today'', which Spark SQL has to understand
          quality: [{range: {column: s, max: '''it'' ''s'''}}] | quality[0].range has the bound ''it' 's'', which Spark SQL has to understand
          """)
  void saysWhy(String yaml, String reason) {
    String schema = yaml.contains("column: u") || yaml.contains("{u:") ? "" : SCHEMA;

    assertEquals(reason, SparkNeed.of(spec(schema + yaml)).orElse(null));
  }

  @Test
  void typesFollowTheColumns() {
    String rule = "\nquality: [{range: {column: t, max: a+b}}]";
    for (String steps :
        List.of(
            "[{rename: {s: t}}]",
            "[{select: [i, s AS t]}]",
            "[{rename: {i: t}}, {mask: {columns: T, method: redact}}]",
            "[{cast: {i: string}}, {rename: {i: s, s: t}}]")) {
      assertEquals(
          "", SparkNeed.of(spec(SCHEMA + "transforms: " + steps + rule)).orElse(""), steps);
    }
    String number = SCHEMA + "transforms: [{rename: {i: t}}]" + rule;
    assertEquals(
        "quality[0].range has the bound 'a+b', which Spark SQL has to understand",
        SparkNeed.of(spec(number)).orElseThrow());
  }

  @Test
  void suchSpecsAreNotCompiled() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                ColumnTransforms.compile(
                    spec("transforms: [{filter: a}]"), List.of(), PartitionRoom.AMPLE));
    assertEquals("transforms[0].filter is a Spark SQL expression", e.getMessage());
  }
}
