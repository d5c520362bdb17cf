package io.sluice.spec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.QualityRule.Range;
import io.sluice.spec.QualityRule.Severity;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.TransformSpec.Derive;
import io.sluice.spec.type.DataType.DecimalType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpecReaderTest {

  static String resource(String name) {
    try (var in = SpecReaderTest.class.getResourceAsStream("/specs/" + name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static List<String> problems(String yaml) {
    SpecException e = assertThrows(SpecException.class, () -> SpecReader.read(yaml, "s.yml"));
    return e.getMessage().lines().toList();
  }

  private static final String REST = "\nsource: {path: p}\ntarget: {}\n";

  @Test
  void fillsInDefaults() {
    DatasetSpec spec = SpecReader.read(resource("minimal.yml"), "minimal.yml");
    assertEquals("minimal", spec.target().table());
    assertEquals("default", spec.target().database());
    assertEquals(SourceFormat.AUTO, spec.source().format());
    assertEquals(SourceOptions.defaults(), spec.source().options());
    assertEquals(DriftSpec.DEFAULT, spec.onDrift());
    assertEquals(256L << 20, spec.target().fileSize());
    assertEquals("data/", spec.source().path());
  }

  @Test
  void readsEveryKey() {
    DatasetSpec spec = SpecReader.read(resource("everything.yml"), "everything.yml");
    SourceOptions options = spec.source().options();
    assertEquals(Optional.of("\t"), options.dialect().delimiter());
    assertEquals(Optional.of("\\"), options.dialect().escape());
    assertEquals(Optional.of("\r\n"), options.dialect().newline());
    assertEquals(Optional.of(List.of("NA", "null", "-")), options.values().nullTokens());
    assertEquals(Optional.of(RaggedRows.FILL_AND_DROP), options.lines().raggedRows());
    assertEquals(List.of("N", "no"), options.values().falseValues());
    assertEquals(1L << 20, options.bounds().maxRecordBytes());
    assertEquals(List.of("Carrier", "UniqueCarrier"), spec.schema().get(1).from());
    assertEquals(new DecimalType(7, 2), spec.schema().get(2).type());
    assertEquals(Optional.of("0"), spec.schema().get(2).defaultValue());
    assertEquals(9, spec.transforms().size());
    Derive derive = (Derive) spec.transforms().get(1);
    assertEquals(List.of("delay_hours", "late"), List.copyOf(derive.columns().keySet()));
    assertEquals("transforms[1].derive", derive.location().path());
    assertEquals(43, derive.location().line());
    Range range = (Range) spec.quality().get(4);
    assertEquals(Optional.of("2000-01-01"), range.min());
    assertEquals(Severity.FAIL, range.severity());
    assertEquals(
        List.of(
            "not_null_flight_date_carrier",
            "delay_known",
            "unique_flight_date_carrier",
            "in_carrier",
            "range_flight_date",
            "matches_carrier",
            "row_count",
            "sql_8",
            "sql_9"),
        spec.quality().stream().map(QualityRule::name).toList());
    assertEquals(
        new PartitionField("carrier", PartitionFunction.TRUNCATE, 1),
        spec.target().partitionBy().get(1));
    assertEquals(
        new PartitionField("carrier_upper", PartitionFunction.BUCKET, 8),
        spec.target().partitionBy().get(2));
    assertEquals(4, spec.audit().columns().size());
  }

  @Test
  void namesLineColumnAndNearestKey() {
    String yaml =
        """
        dataset: flights
        source:
          path: p
          format: csv
          options:
            header: true
            delimeter: ","
        target: {}
        """;
    SpecException e = assertThrows(SpecException.class, () -> SpecReader.read(yaml, "flights.yml"));
    assertEquals(
        "flights.yml:7:5: unknown key 'delimeter' in source.options; did you mean 'delimiter'?",
        e.getMessage());
    SpecProblem problem = e.problems().get(0);
    assertEquals(7, problem.location().line());
    assertEquals("did you mean 'delimiter'?", problem.hint());
  }

  @Test
  void reportsAllProblemsAtOnceInFileOrder() {
    String yaml =
        """
        dataset: 9lives
        source: {path: p, format: cvs}
        schema:
          - {name: a, type: integr}
          - {name: b, type: int, nullable: maybe}
          - {type: int}
        rejects: {max_fraction: 1.5}
        transforms:
          - fliter: a > 1
          - {filter: a, select: [b]}
        target: {partition_by: [yaer(a)], file_size: huge}
        target: {}
        """;
    List<String> lines = problems(yaml);
    List<String> expected =
        List.of(
            "s.yml:1:10: 'dataset' is not a valid name: '9lives'",
            "s.yml:2:27: 'source.format' must be one of auto, csv,",
            "s.yml:4:21: 'schema[0].type' is not a type:",
            "s.yml:5:36: 'schema[1].nullable' must be true or false, but is 'maybe'",
            "s.yml:6:5: key 'name' is missing in 'schema[2]'",
            "s.yml:7:25: 'rejects.max_fraction' must be a number from 0 to 1",
            "s.yml:9:5: unknown transform 'fliter' in transforms[0]; did you mean 'filter'?",
            "s.yml:10:17: a transform has one key, but 'transforms[1]' has 2",
            "s.yml:11:25: 'target.partition_by[0]' calls an unknown function 'yaer'; did you mean"
                + " 'year'?",
            "s.yml:11:46: 'target.file_size' is not a size: 'huge'",
            "s.yml:12:1: key 'target' is given twice");
    assertEquals(expected.size(), lines.size(), String.join("\n", lines));
    for (int i = 0; i < expected.size(); i++) {
      assertTrue(lines.get(i).startsWith(expected.get(i)), lines.get(i));
    }
    assertTrue(lines.get(1).endsWith("did you mean 'csv'?"), lines.get(1));
    assertTrue(lines.get(2).endsWith("did you mean 'integer'?"), lines.get(2));
  }

  @Test
  void checksColumnsAcrossParts() {
    String yaml =
        """
        dataset: d
        source: {path: p}
        schema:
          - {name: Carrier, type: string}
          - {name: carrier, type: string}
          - {name: day, type: date}
        transforms:
          - rename: {day: flight_date}
          - mask: {columns: [carier], method: hash}
        quality:
          - not_null: [day]
          - not_null: {columns: flight_date, name: x}
          - unique: {columns: carrier, name: X}
        target:
          partition_by:
            - year(flight_date)
            - year(fligth_date)
          bloom_filters: other
        """;
    assertEquals(
        List.of(
            "s.yml:5:5: column 'carrier' is there twice; names differ by more than case",
            "s.yml:9:11: 'transforms[1].mask' names column 'carier', which is not there; did you"
                + " mean 'carrier'?",
            "s.yml:11:15: 'quality[0].not_null' names column 'day', which is not there; columns are"
                + " carrier, flight_date",
            "s.yml:13:13: rule name 'X' is there twice; rename one",
            "s.yml:17:7: 'target.partition_by[1]' names column 'fligth_date', which is not there;"
                + " did you mean 'flight_date'?",
            "s.yml:18:18: 'target.bloom_filters[0]' names column 'other', which is not there;"
                + " columns are carrier, flight_date"),
        problems(yaml));
  }

  @Test
  void asksNothingOfColumnsThatOnlySparkKnows() {
    SpecReader.read("dataset: d" + REST.replace("{}", "{partition_by: x}"), "s.yml");
    SpecReader.read(
        "dataset: d\nschema: [{name: a, type: int}]\ntransforms: [{select: [\"a + 1\"]}]"
            + REST.replace("{}", "{partition_by: x}"),
        "s.yml");
  }

  @Test
  void refusesOptionsThatSayNothing() {
    String yaml =
        """
        dataset: d
        source:
          path: p
          format: jsonl
          options: {delimiter: ','}
        schema:
          - {name: a, type: int, format: x}
        transforms:
          - mask: {columns: a, method: redact, salt: x}
        target: {}
        """;
    assertEquals(
        List.of(
            "s.yml:5:24: option 'delimiter' does not apply to jsonl; remove it; it is for format"
                + " csv",
            "s.yml:7:34: 'schema[0].format' does not go with type int; it is for date, timestamp,"
                + " timestamp_ntz and binary",
            "s.yml:9:46: 'transforms[0].mask.salt' does not apply to method redact; remove it; it"
                + " is for method hash"),
        problems(yaml));
  }

  @Test
  void explainsBrokenYamlAndJson() {
    assertTrue(problems("dataset: [a").get(0).startsWith("s.yml:1:12: this is not YAML: "));
    assertTrue(problems("- a").get(0).startsWith("s.yml:1:1: the spec must be a mapping of keys"));
    assertTrue(problems("").get(0).startsWith("s.yml:1:1: key 'dataset' is missing in the spec"));
    assertTrue(problems("a: &x [*x]").get(0).contains("an alias is used inside what it names"));
    SpecException e =
        assertThrows(SpecException.class, () -> SpecReader.read("{\"dataset\": }", "s.json"));
    assertTrue(e.getMessage().startsWith("s.json:1:14: this is not JSON: "), e.getMessage());
  }

  @Test
  void readsJsonWithTabsAndItsPlaces() {
    String json =
        "{\n\t\"dataset\": \"d\",\n\t\"source\": {\"path\": \"p\"},\n\t\"target\": {\"tabel\": \"t\"}\n}";
    for (String name : List.of("s.json", "s.yml")) {
      SpecException e = assertThrows(SpecException.class, () -> SpecReader.read(json, name));
      assertEquals(
          name + ":4:13: unknown key 'tabel' in target; did you mean 'table'?", e.getMessage());
    }
    assertEquals("d", SpecReader.read(json.replace("tabel", "table"), "s.json").dataset());
  }

  @Test
  void acceptsWordsThatYamlTakesForOtherTypes() {
    DatasetSpec spec =
        SpecReader.read(
            "dataset: d\non_drift: {missing_column: null}\n"
                + "schema: [{name: no, type: int}, {name: y, type: int}]\nquality:\ntransforms: ~"
                + REST,
            "s.yml");
    assertEquals(List.of("no", "y"), spec.schema().stream().map(ColumnSpec::name).toList());
    assertEquals(DriftSpec.MissingColumn.NULL, spec.onDrift().missingColumn());
    assertEquals(
        List.of(
            "s.yml:2:15: 'source.path' has no value; give it text, or remove it (the word null as"
                + " a text is written \"null\")"),
        problems("dataset: d\nsource: {path: }\ntarget: {}"));
  }

  @Test
  void resolvesRelativePathsAgainstTheFile(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("specs/x.yml");
    Files.createDirectories(file.getParent());
    Files.writeString(
        file, "dataset: d\nsource: {path: ../in/*.csv}\ntarget: {location: s3://lake/d/}\n");
    DatasetSpec spec = SpecReader.read(file);
    assertEquals(folder.resolve("in/*.csv").toString(), spec.source().path());
    assertEquals(Optional.of("s3://lake/d/"), spec.target().location());
    Files.writeString(file, "dataset: d\nsource: {path: /in}\ntarget: {location: out}\n");
    assertEquals("/in", SpecReader.read(file).source().path());
    assertEquals(
        Optional.of(folder.resolve("specs/out").toString()),
        SpecReader.read(file).target().location());
  }

  @Test
  void saysWhyAFileCannotBeRead(@TempDir Path folder) throws IOException {
    Path missing = folder.resolve("none.yml");
    SpecException e = assertThrows(SpecException.class, () -> SpecReader.read(missing));
    assertEquals(missing + ": there is no such file; check the path", e.getMessage());
    e = assertThrows(SpecException.class, () -> SpecReader.read(folder));
    assertTrue(e.getMessage().contains("it is a folder"), e.getMessage());
    Path latin = folder.resolve("latin.yml");
    Files.write(latin, new byte[] {'a', (byte) 0xE4});
    e = assertThrows(SpecException.class, () -> SpecReader.read(latin));
    assertTrue(e.getMessage().contains("not UTF-8"), e.getMessage());
  }

  @Test
  void aNameThatIsNoAuditColumnIsOneProblem() {
    List<String> problems = problems("dataset: d" + REST + "audit: {columns: [foo]}\n");
    assertEquals(1, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("source_file"), problems.toString());
  }

  @Test
  void anEmptyMappingIsCalledEmpty() {
    List<String> problems = problems("dataset: d" + REST + "transforms:\n  - derive: {}\n");
    assertTrue(problems.get(0).contains("but is empty"), problems.toString());
  }

  @Test
  void boundsThatNothingCanPassAreRefused() {
    String rules =
        """
        quality:
          - row_count: {min: 5, max: 1}
          - range: {column: a, min: 10, max: 9}
          - range: {column: a, min: 9, max: 10}
        """;
    List<String> problems = problems("dataset: d" + REST + rules);
    assertEquals(2, problems.size(), problems.toString());
    assertTrue(problems.get(0).contains("quality[0].row_count"), problems.toString());
    assertTrue(problems.get(1).contains("quality[1].range"), problems.toString());
  }

  @Test
  void rescuedColumnIsThereOnlyWhereFieldsAreRescued() {
    String columns = "schema: [{name: a, type: int}]\nquality: [{not_null: [_rescued]}]\n";
    List<String> problems = problems("dataset: d" + REST + columns);
    assertTrue(problems.get(0).contains("columns are a"), problems.toString());
    SpecReader.read("dataset: d" + REST + columns + "on_drift: {new_column: rescue}\n", "s.yml");
  }

  @Test
  void placesOfFixedWidthFields() throws Exception {
    DatasetSpec spec =
        SpecReader.read(
            """
            dataset: d
            source:
              path: p
              format: fixed_width
              options:
                trim: false
                fields:
                  - {name: id, start: 1, length: 10}
                  - {name: note}
            target: {}
            """,
            "s.yml");
    assertEquals(
        List.of(
            new FixedField("id", Optional.of(1), Optional.of(10)),
            new FixedField("note", Optional.empty(), Optional.empty())),
        spec.source().options().fixedWidth().fields());
    assertEquals(Optional.of(false), spec.source().options().values().trim());

    SpecException wrong =
        assertThrows(
            SpecException.class,
            () ->
                SpecReader.read(
                    """
                    dataset: d
                    source:
                      path: p
                      format: fixed_width
                      options:
                        delimiter: ','
                        widths: [1, 0]
                        fields: [{name: a}, {name: A, start: 0}]
                    """,
                    "s.yml"));
    for (String part :
        List.of(
            "option 'delimiter' does not apply to fixed_width",
            "'source.options.widths[1]' must be between 1 and",
            "'source.options.fields[1].start' must be between 1 and")) {
      assertTrue(wrong.getMessage().contains(part), wrong.getMessage());
    }
    SpecException together =
        assertThrows(
            SpecException.class,
            () ->
                SpecReader.read(
                    """
                    dataset: d
                    source:
                      path: p
                      options: {widths: [1], fields: [{name: a}, {name: A}]}
                    """,
                    "s.yml"));
    for (String part :
        List.of(
            "option 'widths' does not apply to auto; set source.format to fixed_width",
            "'source.options.widths' repeats what fields says",
            "gives field 'a' no length",
            "has field 'A' twice")) {
      assertTrue(together.getMessage().contains(part), together.getMessage());
    }
  }

  @Test
  void aRecordsLengthIsBounded() {
    String text =
        """
        dataset: d
        source:
          path: p
          options: {max_record_bytes: %s}
        target: {}
        """;
    for (String size : List.of("512MB", "536870912", "1")) {
      DatasetSpec spec = SpecReader.read(text.formatted(size), "s.yml");
      assertTrue(spec.source().options().bounds().maxRecordBytes() <= 1L << 29);
    }
    for (String size : List.of("3GB", "536870913", "513MB")) {
      SpecException wrong =
          assertThrows(
              SpecException.class, () -> SpecReader.read(text.formatted(size), "s.yml"), size);
      String expected = "'source.options.max_record_bytes' must be at most 512MB, but is " + size;
      assertTrue(wrong.getMessage().contains(expected), wrong.getMessage());
    }
    assertThrows(SpecException.class, () -> SpecReader.read(text.formatted("0"), "s.yml"));
  }

  /** Hive, Glue and Spark know no upper case in the names of tables. */
  @Test
  void namesOfTablesBecomeLowerCase() {
    DatasetSpec spec =
        SpecReader.read(
            "dataset: Or-Ders\nsource: {path: p}\ntarget: {database: Sales}\n", "s.yml");
    assertEquals("Or-Ders", spec.dataset());
    assertEquals("sales.or_ders", spec.target().qualifiedTable());
    assertEquals(spec, SpecReader.read(SpecWriter.toYaml(spec), "s.yml"));
  }

  /** Whichever key the table's name is made of. */
  @Test
  void namesOfSluicesOwnTablesAreRefused() {
    for (String ending : List.of("__rejects", "__refused", "__Rejects")) {
      for (String spec :
          List.of(
              "dataset: orders" + ending + "\nsource: {path: p}\ntarget: {}\n",
              "dataset: d\nsource: {path: p}\ntarget: {table: orders" + ending + "}\n")) {
        List<String> problems = problems(spec);
        String all = String.join(" ", problems);
        assertTrue(all.contains("ends in " + ending.toLowerCase(Locale.ROOT)), all);
        assertTrue(all.contains("for example orders_re"), all);
      }
      SpecReader.read(
          "dataset: orders" + ending + "\nsource: {path: p}\ntarget: {table: o}\n", "s.yml");
    }
    String long240 = "x".repeat(240 - "default.".length());
    SpecReader.read("dataset: " + long240 + "\nsource: {path: p}\ntarget: {}\n", "s.yml");
    assertTrue(
        problems("dataset: " + long240 + "y\nsource: {path: p}\ntarget: {}\n")
            .toString()
            .contains("has 241 characters"));
  }
}
