package io.sluice.transforms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.transform.ColumnTransforms;
import io.sluice.ingest.transform.SparkNeed;
import io.sluice.ingest.transform.value.Casts;
import io.sluice.ingest.transform.value.TextCast;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.Thorough;
import io.sluice.spec.TransformException;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.UTF8String;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Column batches against Spark SQL: what this module does is what the other has to do. For more
 * than the build tries, set the system properties {@code sluice.seed} and {@code sluice.rules}, the
 * number of rules for each type.
 */
class ColumnTransformsTest {
  private static final long SEED = Long.getLong("sluice.seed", 7);

  /** Spark compiles a plan of few columns much faster than one of many. */
  private static final int AT_ONCE = 5;

  static List<DataType> types() {
    List<DataType> types = new ArrayList<>(List.of(Primitive.values()));
    Stream.of("5,2", "18,18", "38,10", "38,38")
        .forEach(digits -> types.add(TypeParser.parse("decimal(" + digits + ")")));
    return types;
  }

  /**
   * A column for each of many uses; in a row only one of them has a value, so that no use is seen
   * behind another.
   */
  private static void compareEach(List<DataType> types, List<List<Object>> values, String yaml) {
    int uses = types.size();
    Map<String, DataType> columns = new LinkedHashMap<>();
    for (int i = 0; i < uses; i++) {
      columns.put("c" + i, types.get(i));
    }
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < uses; i++) {
      for (Object value : values.get(i)) {
        Object[] row = new Object[uses];
        row[i] = value;
        rows.add(row);
      }
    }
    rows.add(new Object[uses]);
    BothWays.compare(columns, rows, yaml + "\n# seed " + SEED);
  }

  @ParameterizedTest
  @MethodSource("types")
  void casts(DataType from) {
    List<DataType> targets =
        types().stream().filter(to -> !to.equals(from) && Casts.allowed(from, to)).toList();
    List<Object> values = new SampleValues(SEED).of(from);
    for (int at = 0; at < targets.size(); at += AT_ONCE) {
      List<DataType> some = targets.subList(at, Math.min(targets.size(), at + AT_ONCE));
      List<String> casts = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        casts.add("c" + i + ": '" + some.get(i).ddl() + "'");
      }
      compareEach(
          Collections.nCopies(some.size(), from),
          Collections.nCopies(some.size(), values),
          "transforms: [{cast: {" + String.join(", ", casts) + "}}]");
    }
  }

  /** All kinds of bounds on all types; those that Spark SQL refuses, columns refuse too. */
  @ParameterizedTest
  @MethodSource("types")
  void rules(DataType type) {
    List<Object> values = new SampleValues(SEED).of(type);
    Map<String, DataType> one = Map.of("c", type);
    List<String> rules = new ArrayList<>();
    for (String rule : RuleSamples.of(type, values, new Random(SEED))) {
      String yaml = "quality: [" + rule.formatted("c", "r") + "]";
      if (failure(one, yaml).isEmpty() && SparkNeed.of(TestRows.spec(yaml)).isEmpty()) {
        rules.add(rule);
      } else {
        assertFalse(compiles(one, yaml));
      }
    }
    assertTrue(rules.size() > 5, () -> "only " + rules);
    for (int from = 0; from < rules.size(); from += AT_ONCE) {
      List<String> some = rules.subList(from, Math.min(rules.size(), from + AT_ONCE));
      List<String> named = new ArrayList<>();
      for (int i = 0; i < some.size(); i++) {
        named.add(some.get(i).formatted("C" + i, "r" + i));
      }
      compareEach(
          Collections.nCopies(named.size(), type),
          Collections.nCopies(named.size(), values),
          "quality:\n - " + String.join("\n - ", named));
    }
  }

  /** Whether a spec compiles, which it must both ways or not at all, with the same message. */
  private static boolean compiles(Map<String, DataType> columns, String yaml) {
    TransformException expected = null;
    try {
      TestRows.plan(BothWays.dataset(columns, List.of()), yaml);
    } catch (TransformException e) {
      expected = e;
    }
    if (SparkNeed.of(TestRows.spec(yaml)).isPresent()) {
      return false;
    }
    TransformException actual = failure(columns, yaml).orElse(null);
    if (expected == null || actual == null) {
      assertNull(expected, () -> "not refused: " + columns + yaml);
      assertNull(actual, () -> columns + yaml);
      return true;
    }
    assertEquals(expected.location(), actual.location());
    requireSameMessage(expected.getMessage(), actual.getMessage());
    return false;
  }

  private static Optional<TransformException> failure(Map<String, DataType> columns, String yaml) {
    DatasetSpec spec = TestRows.spec(yaml);
    try {
      if (SparkNeed.of(spec).isEmpty()) {
        ColumnTransforms.compile(spec, BothWays.columns(columns), PartitionRoom.AMPLE);
      }
      return Optional.empty();
    } catch (TransformException e) {
      return Optional.of(e);
    }
  }

  /** Of Spark's own errors, the part that says what is wrong; not its settings and plans. */
  private static void requireSameMessage(String expected, String actual) {
    String plain =
        expected
            .replaceAll("Cannot resolve .* due to data type mismatch: ", "")
            .replaceAll(" with ANSI mode on\\. .*", ".")
            .replaceAll("\\. To convert values from .*", ".")
            .replaceAll("; 'Project .*", "");
    assertEquals(plain, actual);
  }

  @Test
  void masks() {
    List<String> masks =
        List.of("method: hash, salt: é", "method: partial, keep_last: 1", "method: redact");
    List<DataType> types = new ArrayList<>();
    List<List<Object>> values = new ArrayList<>();
    List<String> steps = new ArrayList<>();
    for (DataType type : types()) {
      for (String mask : masks) {
        steps.add("{mask: {columns: c" + types.size() + ", " + mask + "}}");
        types.add(type);
        values.add(new SampleValues(SEED).of(type).subList(0, type == Primitive.BOOLEAN ? 4 : 20));
      }
    }
    for (String mask :
        List.of("method: partial", "method: hash", "method: partial, keep_last: 0")) {
      steps.add("{mask: {columns: c" + types.size() + ", " + mask + "}}");
      types.add(Primitive.STRING);
      values.add(new SampleValues(SEED).of(Primitive.STRING));
    }
    compareEach(types, values, "transforms: [" + String.join(", ", steps) + "]");
  }

  /** Texts that are short enough each, and not together. */
  @Test
  void pathsOfPartitions() {
    String text = "0123456789";
    List<Object[]> rows = new ArrayList<>();
    for (Object a : Arrays.asList(null, "", text, text.repeat(4), ":".repeat(12), "한".repeat(15))) {
      for (Object b : Arrays.asList(null, "", text.repeat(3), "é".repeat(30), "𝄞".repeat(11))) {
        rows.add(new Object[] {a, b, 7});
      }
    }
    Map<String, DataType> types = new LinkedHashMap<>();
    types.put("a", Primitive.STRING);
    types.put("b", Primitive.STRING);
    types.put("n", Primitive.INT);
    for (String transforms : List.of("", "transforms: [{rename: {n: m}}]\n")) {
      for (int left : new int[] {52, 80, 92}) {
        BothWays.compare(
            types,
            rows,
            transforms
                + "target: {table: t, partition_by: [a, 'truncate(b, 25)', "
                + (transforms.isEmpty() ? "n" : "m")
                + "]}\n",
            new PartitionRoom(2 + "a=b_trunc=n=".length() + 44 + left));
      }
    }
  }

  /** Random texts, as the constants of a spec are cast. */
  @Test
  void constants() {
    SampleValues samples = new SampleValues(SEED);
    List<Object[]> texts = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      samples.of(Primitive.STRING).forEach(text -> texts.add(new Object[] {text}));
    }
    // A time alone is one of today, which may be over by the time that it is compared.
    texts.removeIf(text -> ((String) text[0]).matches("(?s)T?[0-9]{1,2}:.*"));
    String[] casts =
        types().stream().map(type -> "try_cast(c AS " + type.ddl() + ")").toArray(String[]::new);
    InternalRow[] expected =
        BothWays.dataset(Map.of("c", Primitive.STRING), texts)
            .selectExpr(casts)
            .queryExecution()
            .executedPlan()
            .executeCollect();
    for (int i = 0; i < expected.length; i++) {
      String text = (String) texts.get(i)[0];
      for (int j = 0; j < casts.length; j++) {
        DataType type = types().get(j);
        Object value =
            expected[i].isNullAt(j)
                ? null
                : expected[i].get(j, org.apache.spark.sql.types.DataType.fromDDL(type.ddl()));
        assertEquals(
            plain(value),
            plain(cast(text, type)),
            () -> "'" + text + "' as " + type.ddl() + ", seed " + SEED);
      }
    }
  }

  private static Object cast(String text, DataType type) {
    try {
      return TextCast.cast(text, type);
    } catch (TextCast.CastException e) {
      return null;
    }
  }

  private static String plain(Object value) {
    if (value instanceof UTF8String text) {
      return plain(text.getBytes());
    } else if (value instanceof byte[] bytes) {
      return HexFormat.of().formatHex(bytes);
    } else if (value instanceof Decimal decimal) {
      return decimal.toJavaBigDecimal().toString();
    }
    return value instanceof Float f ? Double.toString(f) : String.valueOf(value);
  }

  @Test
  void nestedValuesAreTextsToo() {
    DataType type =
        TypeParser.parse(
            "struct<a:int,b:array<decimal(5,2)>,m:map<string,double>,s:struct<t:timestamp>>");
    Map<String, Double> map = new LinkedHashMap<>();
    map.put("k", 1e10);
    map.put("é", null);
    List<Object> values =
        Arrays.asList(
            RowFactory.create(1, List.of(new BigDecimal("1.50")), map, null),
            RowFactory.create(
                null,
                Arrays.asList(null, new BigDecimal("0.10")),
                Map.of(),
                RowFactory.create(java.time.Instant.ofEpochSecond(-1))),
            RowFactory.create(null, List.of(), null, RowFactory.create((Object) null)));
    compareEach(
        Collections.nCopies(3, type),
        Collections.nCopies(3, values),
        """
        transforms: [{cast: {c0: string}}]
        quality:
          - matches: {column: c1, pattern: '.*1.*'}
          - not_null: {columns: [c0, c2, c1], severity: warn}
          - matches: {column: c1, pattern: 'x|.', severity: fail}
        """
            .replace("[{cast", "[{select: [c0, c1]}, {cast")
            .replace("c2, ", ""));
  }

  static IntStream seeds() {
    return IntStream.rangeClosed(1, Thorough.cases(3, 20));
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void anythingAfterAnything(int seed) {
    Random random = new Random(seed);
    SampleValues samples = new SampleValues(seed);
    Map<String, DataType> columns = new LinkedHashMap<>();
    List<DataType> types = types();
    for (int i = 0; i < 5; i++) {
      columns.put("c" + i, types.get(random.nextInt(types.size())));
    }
    List<Object[]> rows = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      rows.add(
          columns.values().stream()
              .map(type -> random.nextInt(6) == 0 ? null : samples.any(type))
              .toArray());
    }
    BothWays.compare(columns, rows, RandomSpec.of(columns, random));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "transforms: [{select: [x]}]",
        "transforms: [{select: [a, A]}]",
        "transforms: [{select: [a, b AS A]}]",
        "transforms: [{select: ['*', a]}]",
        "transforms: [{select: [a AS _sluice_x]}]",
        "transforms: [{select: [a]}, {rename: {b: c}}]",
        "transforms: [{rename: {a: b}}]",
        "transforms: [{rename: {z: y}}]",
        "transforms: [{cast: {z: int}}]",
        "transforms: [{cast: {a: date}}]",
        "transforms: [{cast: {b: int}}, {cast: {b: binary}}]",
        "transforms: [{mask: {columns: [a, zz], method: hash}}]",
        "transforms: [{mask: {columns: n, method: hash}}]",
        "transforms: [{cast: {n: int}}]",
        "quality: [{in: {column: n, values: [1]}}]",
        "quality: [{range: {column: n, min: 1}}]",
        "quality: [{range: {column: n, min: \"'1'\"}}]",
        "quality: [{not_null: [a, y]}]",
        "quality: [{matches: {column: y, pattern: x}}]",
        "quality: [{in: {column: a, values: [1, x]}}]",
        "quality: [{range: {column: a, min: b}}]",
        "quality: [{range: {column: a, min: bb}}]",
        "quality: [{range: {column: a, min: 2024-01-01}}]",
        "quality: [{range: {column: a, min: 0, max: 2024-1-1 10:00}}]",
        "quality: [{range: {column: a, min: \"DATE '2024-01-01'\"}}]",
        "target: {partition_by: zz}\ntransforms: [{select: '*'}]",
      })
  void refusesTheSame(String yaml) {
    Map<String, DataType> columns = new LinkedHashMap<>();
    columns.put("a", Primitive.INT);
    columns.put("b", Primitive.STRING);
    columns.put("n", TypeParser.parse("array<int>"));
    assertFalse(compiles(columns, yaml));
  }

  @Test
  void castsThatAreNotAllowedAreRefusedTheSame() {
    List<DataType> types = new ArrayList<>(List.of(Primitive.values()));
    types.add(TypeParser.parse("decimal(5,2)"));
    for (DataType from : types) {
      for (DataType to : types) {
        if (!from.equals(to) && !Casts.allowed(from, to)) {
          String yaml = "transforms: [{cast: {c: '" + to.ddl() + "'}}]";
          assertFalse(compiles(Map.of("c", from), yaml), () -> from + " to " + to);
        }
      }
    }
  }

  @Test
  void selectKeepsAuditColumns() {
    Map<String, DataType> columns = new LinkedHashMap<>();
    columns.put("a", Primitive.INT);
    columns.put("b c", Primitive.STRING);
    columns.put("_source_file", Primitive.STRING);
    List<Object[]> rows = List.of(new Object[] {1, "x", "f"}, new Object[] {null, "y", "g"});
    BothWays.compare(
        columns,
        rows,
        """
        transforms:
          - select: ["`b c`", A, "`B C` as d", a AS e]
        quality: [{not_null: E}]
        audit: {columns: [source_file]}
        """);
    BothWays.compare(columns, rows, "transforms: [{select: ['*', a AS b]}]");
  }

  /** The least values of the types, and those around the least multiple. */
  @Test
  void numbersWithoutPartition() {
    Map<String, DataType> types = new LinkedHashMap<>();
    types.put("i", Primitive.INT);
    types.put("l", Primitive.BIGINT);
    types.put("s", Primitive.SMALLINT);
    types.put("d", TypeParser.parse("decimal(3,0)"));
    types.put("e", TypeParser.parse("decimal(5,2)"));
    types.put("b", TypeParser.parse("decimal(20,1)"));
    List<Object[]> rows = new ArrayList<>();
    rows.add(new Object[] {null, null, null, null, null, null});
    Object[][] values = {
      {Integer.MIN_VALUE, -2147483641, -2147483640, Integer.MAX_VALUE},
      {Long.MIN_VALUE, -9223372036854775801L, -9223372036854775800L, Long.MAX_VALUE},
      {Short.MIN_VALUE, (short) -1},
      {new BigDecimal("-999"), new BigDecimal("-991"), new BigDecimal("-990"), BigDecimal.ONE},
      {new BigDecimal("-999.99"), new BigDecimal("-999.91"), new BigDecimal("-999.90")},
      {
        new BigDecimal("-9999999999999999999.9"),
        new BigDecimal("-9999999999999999999.1"),
        new BigDecimal("-9999999999999999999.0")
      }
    };
    for (int column = 0; column < values.length; column++) {
      for (Object value : values[column]) {
        Object[] row = new Object[values.length];
        row[column] = value;
        rows.add(row);
      }
    }
    String target =
        "target: {partition_by: ['truncate(I, 10)', 'truncate(l, 10)', 'truncate(s, 10)',"
            + " 'truncate(d, 10)', 'truncate(e, 10)', 'truncate(b, 10)']}\n";
    BothWays.compare(types, rows, target);
    BothWays.compare(
        types, rows, "quality: [{range: {column: d, min: -995, severity: reject}}]\n" + target);
  }
}
