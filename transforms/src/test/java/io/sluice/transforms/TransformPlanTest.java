package io.sluice.transforms;

import static io.sluice.transforms.TestRows.codes;
import static io.sluice.transforms.TestRows.column;
import static io.sluice.transforms.TestRows.row;
import static io.sluice.transforms.TestRows.rows;
import static io.sluice.transforms.TestRows.run;
import static java.util.Arrays.asList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.spec.TransformException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TransformPlanTest {
  private static final String DDL = "a INT, b INT, s STRING";

  private static Dataset<Row> sample() {
    return rows(DDL, List.of(row(1, 2, "x"), row(2, 0, "y"), row(3, null, null), row(null, 1, "")));
  }

  @Test
  void filterMarksAndKeepsEveryRow() {
    List<Row> rows = run(sample(), "transforms: [{filter: a >= 2}]");
    assertEquals(asList("filtered", null, null, "filtered"), codes(rows));
    assertEquals(asList(1, 2, 3, null), column(rows, "a"));
  }

  @Test
  void filterThatFailsForARowRejectsIt() {
    List<Row> rows = run(sample(), "transforms: [{filter: a / b > 0}]");
    assertEquals(asList(null, "expression_failed", "filtered", "filtered"), codes(rows));
    assertEquals(
        "the condition 'a / b > 0': Division by zero.", rows.get(1).getAs("_sluice_message"));
  }

  @Test
  void deriveAddsReplacesAndBuildsOnWhatCameBefore() {
    List<Row> rows =
        run(sample(), "transforms: [{derive: {c: a + 1, A: c * 10, d: \"concat(s, '!')\"}}]");
    assertEquals(asList(2, 3, 4, null), column(rows, "c"));
    assertEquals(asList(20, 30, 40, null), column(rows, "a"));
    assertEquals(asList("x!", "y!", null, "!"), column(rows, "d"));
    assertEquals(asList(null, null, null, null), codes(rows));
  }

  @Test
  void errorsOfARowRejectThatRowOnly() {
    Dataset<Row> rows =
        rows("i INT, s STRING", List.of(row(Integer.MAX_VALUE, "1"), row(1, "x"), row(2, "3")));
    // The same failing part twice, which Spark would like to compute once, ahead of both.
    List<Row> result =
        run(
            rows,
            """
            transforms:
              - derive: {n: cast(s AS int), m: cast(s AS int) + i, k: cast(s AS int) * 2}
            """);
    assertEquals(asList("expression_failed", "expression_failed", null), codes(result));
    assertEquals(asList("m", "n", null), column(result, "_sluice_column"));
    assertEquals(asList(1, null, 3), column(result, "n"));
    assertEquals(5, result.get(2).<Integer>getAs("m"));
    String message = result.get(1).getAs("_sluice_message");
    assertTrue(message.contains("'x'") && message.contains("INT"), message);
    assertFalse(message.contains("spark.sql.ansi"), message);
    assertTrue(result.get(0).<String>getAs("_sluice_message").contains("overflow"));
  }

  @Test
  void interpretedEvaluationAgreesWithGeneratedCode() {
    String yaml = "transforms: [{derive: {c: a / b, d: \"cast(s AS date)\"}}]";
    List<Object> generated = codes(run(sample(), yaml));
    TestRows.SPARK.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
    TestRows.SPARK.conf().set("spark.sql.codegen.wholeStage", "false");
    try {
      assertEquals(generated, codes(run(sample(), yaml)));
      TestRows.SPARK.conf().set("spark.sql.codegen.factoryMode", "CODEGEN_ONLY");
      assertEquals(generated, codes(run(sample(), yaml)));
    } finally {
      TestRows.SPARK.conf().unset("spark.sql.codegen.factoryMode");
      TestRows.SPARK.conf().unset("spark.sql.codegen.wholeStage");
    }
    assertEquals(
        asList("expression_failed", "expression_failed", null, "expression_failed"), generated);
  }

  @Test
  void selectKeepsOrderAndAuditColumns() {
    Dataset<Row> rows =
        rows("a INT, `b c` STRING, _source_file STRING", List.<Object[]>of(row(1, "x", "f")));
    List<Row> result =
        run(
            rows,
            """
            transforms:
              - select: ["upper(`b c`) AS up", A, "`b c`"]
            audit: {columns: [source_file]}
            """);
    assertEquals(
        List.of("up", "a", "b c", "_source_file"),
        List.of(result.get(0).schema().fieldNames()).subList(0, 4));
    assertEquals("X", result.get(0).getAs("up"));
    List<Row> star = run(rows, "transforms: [{select: ['*', a + 1 AS next]}]");
    assertEquals(2, star.get(0).<Integer>getAs("next"));
    assertEquals("f", star.get(0).getAs("_source_file"));
  }

  @Test
  void renameChangesPlaces() {
    List<Row> rows = run(sample(), "transforms: [{rename: {a: b, B: a}}]");
    assertEquals(asList(2, 0, null, 1), column(rows, "a"));
    assertEquals(asList(1, 2, 3, null), column(rows, "b"));
  }

  @Test
  void maskHidesAndNullStaysNull() {
    Dataset<Row> rows =
        rows("s STRING, n INT", List.of(row("secret😀", 12345), row("abc", 1), row(null, null)));
    String mask = "transforms: [{mask: {columns: [s, n], method: %s}}]";
    List<Row> hashed = run(rows, String.format(mask, "hash, salt: pepper"));
    List<Row> expected =
        rows.select(functions.expr("sha2(concat('pepper', s), 256)")).collectAsList();
    assertEquals(expected.get(0).getString(0), hashed.get(0).getAs("s"));
    assertEquals(64, hashed.get(0).<String>getAs("n").length());
    assertEquals(asList("***", "***", null), column(run(rows, String.format(mask, "redact")), "n"));
    assertEquals(
        asList("*****t😀", "*bc", null),
        column(run(rows, String.format(mask, "partial, keep_last: 2")), "s"));
    assertEquals(
        asList("***", "***", null),
        column(
            run(
                rows("s STRING", List.of(row("abc"), row("abd"), row((Object) null))),
                "transforms: [{mask: {columns: s, method: partial}}]"),
            "s"));
    assertEquals(
        asList("*2345", "*", null), column(run(rows, String.format(mask, "partial")), "n"));
  }

  @Test
  void deduplicateKeepsFirstOrLastAndIgnoresRowsThatAreOut() {
    Dataset<Row> rows =
        rows(
            "k STRING, v INT",
            List.of(
                row("a", 1),
                row("a", 3),
                row("a", 2),
                row("b", -1),
                row("b", 5),
                row(null, 7),
                row(null, 8)));
    String yaml = "transforms: [{filter: v > 0}, {deduplicate: {keys: [k]%s}}]";
    String d = "deduplicated";
    assertEquals(
        asList(null, d, d, "filtered", null, null, d), codes(run(rows, String.format(yaml, ""))));
    assertEquals(
        asList(d, d, null, "filtered", null, d, null),
        codes(run(rows, String.format(yaml, ", keep: last"))));
    assertEquals(
        asList(d, null, d, "filtered", null, d, null),
        codes(run(rows, String.format(yaml, ", order_by: v DESC"))));
    assertEquals(
        asList(null, d, d, "filtered", null, null, d),
        codes(run(rows, String.format(yaml, ", order_by: v DESC, keep: last"))));
    assertEquals(
        asList(null, "expression_failed", d, "filtered", null, null, d),
        codes(
            run(
                rows,
                String.format(
                    yaml, ", order_by: \"10 / (v - 3) DESC NULLS LAST, v DESC\", keep: first"))));
  }

  @Test
  void everyRowComesOutOnceWhateverTheSteps() {
    Random random = new Random(11);
    List<Object[]> data = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      data.add(
          row(
              random.nextInt(20),
              random.nextInt(4) == 0 ? null : random.nextInt(5) - 2,
              "s" + random.nextInt(30)));
    }
    List<Row> rows =
        run(
            rows(DDL, data),
            """
            transforms:
              - filter: a <> 3
              - derive: {q: 100 / b}
              - cast: {q: int}
              - deduplicate: {keys: [a, s]}
              - mask: {columns: s, method: hash}
            quality:
              - not_null: b
              - unique: {columns: [a, b], severity: reject}
              - range: {column: a, max: 15, severity: warn}
            """);
    assertEquals(500, rows.size());
    Map<Object, Integer> counts = new HashMap<>();
    codes(rows).forEach(code -> counts.merge(String.valueOf(code), 1, Integer::sum));
    assertEquals(
        Set.of(
            "null",
            "filtered",
            "deduplicated",
            "expression_failed",
            "quality:not_null_b",
            "quality:unique_a_b"),
        withoutCast(counts));
    long records = column(rows, "_sluice_record").stream().distinct().count();
    assertEquals(500, records);
  }

  private static Set<Object> withoutCast(Map<Object, Integer> counts) {
    counts.remove("cast_failed");
    return counts.keySet();
  }

  @Test
  void rowsThatCameInRejectedStayAsTheyWere() {
    Dataset<Row> rows =
        sample()
            .withColumn("_sluice_code", functions.lit("not_a_number"))
            .withColumn("_sluice_column", functions.lit("a"))
            .withColumn("_sluice_message", functions.lit("m"));
    List<Row> result =
        run(
            rows,
            """
            transforms: [{filter: a > 100}, {derive: {x: 1 / b}}, {cast: {a: tinyint}}, {deduplicate: {keys: s}}]
            quality: [{not_null: a}, {unique: a}, {sql: {condition: a > 100, severity: warn}}]
            """);
    assertEquals(4, result.size());
    assertEquals(Set.of("not_a_number"), Set.copyOf(codes(result)));
    assertEquals(Set.of("m"), Set.copyOf(column(result, "_sluice_message")));
    assertEquals(Set.of(0L), Set.copyOf(column(result, "_sluice_flags")));
  }

  @Test
  void saysWhetherRowsAreShuffled() {
    assertFalse(TestRows.plan(sample(), "transforms: [{filter: a > 1}]").reordersRows());
    assertTrue(TestRows.plan(sample(), "transforms: [{deduplicate: {keys: a}}]").reordersRows());
    assertTrue(TestRows.plan(sample(), "quality: [{unique: a}]").reordersRows());
  }

  @Test
  void messagesNameThePlaceAndTheNearest() {
    TransformException e =
        assertThrows(
            TransformException.class,
            () -> TestRows.plan(sample(), "transforms:\n  - derive:\n      total: aa + prise\n"));
    assertEquals(
        "transforms[0].derive (line 5, column 7): 'aa + prise': there is no column 'aa'; did you mean"
            + " 'a'?",
        e.getMessage());
    assertEquals("transforms[0].derive", e.location().path());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transforms: [{filter: a}] | must be boolean, but this is int",
        "transforms: [{filter: 'a >'}] | Syntax error at or near end of input",
        "transforms: [{filter: 'uper(s) > 1'}] | there is no function 'uper'",
        "transforms: [{derive: {x: sum(a)}}] | an aggregate function looks at many rows",
        "transforms: [{derive: {x: 'row_number() over (order by a)'}}] | a window function",
        "transforms: [{derive: {x: 'explode(array(a))'}}] | makes many rows of one",
        "transforms: [{derive: {x: '(select 1)'}}] | a subquery looks at other tables",
        "transforms: [{derive: {x: rand()}}] | changes from call to call",
        "transforms: [{derive: {x: 'null'}}] | has no type",
        "transforms: [{derive: {x: interval 1 day}}] | which cannot be stored in a table",
        "transforms: [{derive: {x: 1 / 0}}] | Division by zero",
        "transforms: [{derive: {x: a AS y}}] | AS is not allowed here",
        "transforms: [{derive: {x: _sluice_record}}] | there is no column '_sluice_record'",
        "transforms: [{select: [a + 1]}] | the column needs a name",
        "transforms: [{select: [a, A]}] | would be there twice",
        "transforms: [{rename: {a: b}}] | would be there twice",
        "transforms: [{rename: {z: y}}] | there is no column 'z'; columns are a, b, s",
        "transforms: [{cast: {a: 'array<int>'}}] | annot cast",
        "transforms: [{deduplicate: {keys: a, order_by: a LIMIT 1}}] | more than an order",
        "transforms: [{deduplicate: {keys: a, order_by: q}}] | there is no column 'q'",
        "quality: [{in: {column: a, values: [x]}}] | 'x'",
        "quality: [{range: {column: a, min: b}}] | a bound is a constant",
        "quality: [{sql: a + 1}] | must be boolean",
        "target: {partition_by: zz} | there is no column 'zz'",
      })
  void refusesBeforeAnythingRuns(String text) {
    String[] parts = text.split(" \\| ", -1);
    TransformException e =
        assertThrows(TransformException.class, () -> TestRows.plan(sample(), parts[0]));
    assertTrue(e.getMessage().contains(parts[1]), e.getMessage());
    assertFalse(e.getMessage().contains("spark.sql"), e.getMessage());
    assertFalse(e.getMessage().contains("\n"), e.getMessage());
  }

  @Test
  void whatIsNestedTooDeeplyIsRefused() {
    String deep = "(".repeat(3_000) + "a" + ")".repeat(3_000);
    String yaml = "transforms: [{derive: {x: '" + deep + "'}}]";
    TransformException e =
        assertThrows(TransformException.class, () -> TestRows.plan(sample(), yaml));
    assertTrue(e.getMessage().contains("nested too deeply for Spark SQL"), e.getMessage());
    assertTrue(e.getMessage().length() < 500, e.getMessage());
  }

  @Test
  void sessionSettingsAreLeftAlone() {
    run(sample(), "transforms: [{derive: {x: a + 1}}]");
    assertEquals("false", TestRows.SPARK.conf().get("spark.sql.ansi.enabled"));
    assertEquals(
        new BigDecimal("1.5"),
        run(rows("d DECIMAL(3,1)", List.<Object[]>of(row(new BigDecimal("1.5")))), "")
            .get(0)
            .getAs("d"));
  }
}
