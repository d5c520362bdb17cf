package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.cli.command.CliRunner.Result;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqlCommandTest {
  @TempDir static Path folder;

  @BeforeAll
  static void makeLake() throws Exception {
    new LakeFixture(folder.resolve("lake")).standard();
  }

  private static Result sql(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "sql";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return new CliRunner(folder).run(all);
  }

  private static String json(String query) {
    Result result = sql(query, "-o", "json");
    assertEquals("", result.err());
    assertEquals(0, result.code());
    return result.out();
  }

  @Test
  void tableHasTheCatalogsColumnsOverFilesOldAndNew() {
    assertEquals(
        """
        [
        {"id":1,"flight_date":"2024-02-29","price":1.50,"note":"부산","gate":null,"flight_date_year":2024},
        {"id":2,"flight_date":null,"price":null,"note":"","gate":null,"flight_date_year":null},
        {"id":3,"flight_date":"2025-01-01","price":99.99,"note":"a\\nb","gate":"A1","flight_date_year":2025}
        ]
        """,
        json("SELECT * FROM analytics.flights ORDER BY id"));
  }

  @Test
  void aFileThatIsNotLiveIsNotSeen() throws Exception {
    try (Stream<Path> files = Files.walk(folder.resolve("lake/analytics/flights"))) {
      Path live = files.filter(f -> f.toString().endsWith(".parquet")).findFirst().orElseThrow();
      Files.copy(live, live.resolveSibling("half-published.parquet"));
    }
    assertEquals("[\n{\"n\":3}\n]\n", json("SELECT count(*) AS n FROM analytics.flights"));
  }

  @Test
  void conditionsOnPartitionKeysLeaveFilesOut() {
    Result plan = sql("EXPLAIN SELECT id FROM analytics.flights WHERE flight_date_year = 2025");
    // As the function of the one operator that is left.
    assertEquals(1, plan.out().split("READ_PARQUET", -1).length - 1, plan.out());
  }

  @Test
  void aTableWithoutFilesAnswersWithItsColumns() {
    Result csv = sql("SELECT * FROM default.empty_one", "-o", "csv");
    assertEquals("a,b\r\n", csv.out());
    Result described = sql("DESCRIBE default.empty_one", "-o", "csv");
    assertTrue(described.out().contains("b,STRUCT(c VARCHAR)[]"), described.out());
  }

  @Test
  void aTablesNameIsEnough() {
    assertEquals("[\n{\"n\":3}\n]\n", json("SELECT count(*) AS n FROM flights"));
  }

  @Test
  void rejectsAreATable() {
    assertEquals(
        """
        [
        {"code":"not_a_number","record_number":3,"raw":"3,12x","rejected_at":"2026-01-02T03:04:05Z"}
        ]
        """,
        json("SELECT code, record_number, raw, rejected_at FROM analytics.flights__rejects"));
    assertEquals("[]\n", json("SELECT * FROM default.empty_one__rejects"));
  }

  @Test
  void runsAndFilesAreTables() {
    assertEquals(
        """
        [
        {"run_id":"20260104-030405-cccc","state":"refused","read":10,"rejected":10,"seconds":1.0},
        {"run_id":"20260102-030405-aaaa","state":"committed","read":3,"rejected":1,"seconds":1.5},
        {"run_id":"20260103-030405-bbbb","state":"committed","read":1,"rejected":0,"seconds":1.5}
        ]
        """,
        json(
            "SELECT run_id, state, read, rejected, seconds FROM runs ORDER BY started_at DESC,"
                + " run_id"));
    assertEquals(
        "[\n{\"uri\":\"file:/in/20260103-030405-bbbb.csv\",\"notes\":[\"header found\"]}\n]\n",
        json("SELECT uri, notes FROM files WHERE run_id LIKE '%bbbb'"));
  }

  @Test
  void everyKindOfValueAsJson() {
    assertEquals(
        """
        [
        {"t":"2023-12-31T15:00:00Z","u":"2024-01-01T00:00:00.123456","d":"2024-01-01","l":[1,null],\
        "m":{"a":1},"s":{"x":"2024-01-01","y":[1.5]},"b":"YWI=","h":170141183460469231731687303715884105727,\
        "j":{"k":[1]},"n":"NaN","ok":true,"e":"v"}
        ]
        """,
        json(
            "SELECT TIMESTAMPTZ '2024-01-01 00:00:00+09' t, TIMESTAMP '2024-01-01"
                + " 00:00:00.123456' u, DATE '2024-01-01' d, [1, NULL] l, MAP {'a': 1} m, {'x':"
                + " DATE '2024-01-01', 'y': [1.5]} s, 'ab'::BLOB b,"
                + " 170141183460469231731687303715884105727::HUGEINT h, '{\"k\":[1]}'::JSON j,"
                + " 'nan'::DOUBLE n, true ok, 'v'::ENUM('v') e"));
  }

  @Test
  void tablesAreAlignedThoughCharactersAreWide() {
    assertEquals(
        """
        id  note  price
         1  부산   1.50
         3  a\\nb  99.99
        """,
        sql("SELECT id, note, price FROM flights WHERE id <> 2 ORDER BY id").out());
  }

  @Test
  void limitIsSaid() {
    Result result = sql("SELECT * FROM range(1000) t(n)");
    assertEquals(101, result.out().lines().count());
    assertTrue(result.err().contains("first 100 rows"), result.err());
    assertEquals(1001, sql("SELECT * FROM range(1000) t(n)", "--limit", "0").out().lines().count());
    assertEquals(2, sql("FROM range(9) t(n)", "-o", "csv", "--limit", "1").out().lines().count());
    Result exact = sql("FROM range(3) t(n)", "--limit", "3");
    assertEquals("", exact.err());
  }

  @Test
  void csvDistinguishesNullFromEmpty() {
    assertEquals(
        "a,b,\"c\"\"d\"\r\n,\"\",\"x,y\"\r\n",
        sql("SELECT NULL AS a, '' AS b, 'x,y' AS \"c\"\"d\"", "-o", "csv").out());
  }

  @Test
  void queryFromStandardInputAndFromAFile() throws Exception {
    assertEquals(
        "[\n{\"x\":1}\n]\n",
        new CliRunner(folder).input("SELECT 1 AS x;\n").run("sql", "-o", "json").out());
    Files.writeString(folder.resolve("q.sql"), "-- a comment; here\nSELECT 2 AS x");
    assertEquals("x\r\n2\r\n", sql("-f", "q.sql", "-o", "csv").out());
  }

  @Test
  void aTableThatNoRunHasPublishedIsNotCalledUnknown(@TempDir Path other) throws Exception {
    LakeFixture lake = new LakeFixture(other.resolve("lake"));
    lake.standard();
    lake.refuse("20260105-030405-dddd", "planned", "analytics.planned");
    Result result = new CliRunner(other).run("sql", "SELECT * FROM analytics.planned");
    assertEquals(2, result.code());
    assertTrue(
        result.err().contains("table analytics.planned is not there yet: no run has published"),
        result.err());
  }

  @Test
  void unknownTableNamesTheNearestAndAll() {
    Result result = sql("SELECT * FROM analytics.flight");
    assertEquals(2, result.code());
    assertTrue(
        result.err().contains("unknown table 'flight'; did you mean 'analytics.flights'?"),
        result.err());
    assertTrue(result.err().contains("analytics.flights"), result.err());
    assertTrue(sql("SELECT * FROM nowhere.flights").err().contains("known:"));
  }

  @Test
  void wrongSqlIsAUsageErrorInFewLines() {
    for (String query : List.of("SELEC 1", "SELECT nope FROM analytics.flights", "SELECT 1 +")) {
      Result result = sql(query);
      assertEquals(2, result.code(), query);
      assertTrue(result.err().lines().count() <= 8, result.err());
      assertFalse(result.err().contains("SQLException"), result.err());
    }
  }

  /** DuckDB's messages quote the statement: its words say nothing of what went wrong. */
  @Test
  void wordsOfTheStatementAreNotTakenForWhatWentWrong() {
    for (String query :
        List.of(
            "SELECT is_corrupt FROM analytics.flights",
            "SELECT \"IO Error: \" FROM analytics.flights",
            "SELECT nope /* INTERNAL Error */ FROM analytics.flights",
            "SELECT 'Out of Memory Error' FRM analytics.flights",
            "SELECT regexp_matches('a', 'Snappy(')",
            "SELECT Snappy(1)",
            "SELECT 'Table with name nowhere does not exist' + nope FROM analytics.flights")) {
      Result result = sql(query);
      assertEquals(2, result.code(), query + result.err());
      assertFalse(result.err().contains("sluice check"), result.err());
      assertFalse(result.err().contains("--memory"), result.err());
      assertFalse(result.err().contains("unknown table"), result.err());
    }
    assertTrue(sql("SELECT * FROM corrupt").err().contains("unknown table 'corrupt'"));
  }

  /** DuckDB's driver does not say why. */
  @Test
  void aQueryThatFailsAfterManyRowsSaysWhy() {
    String late = "SELECT CASE WHEN range < 900000 THEN '1' ELSE 'x' || range END AS v";
    String query = "SELECT v::INT FROM (" + late + " FROM range(900001))";
    for (String flag : List.of("--output=csv", "--lake-only")) {
      Result result = sql("--limit", "0", flag, query);
      assertEquals(2, result.code(), result.err());
      assertTrue(result.err().contains("x900000"), result.err());
      assertTrue(result.err().contains("LINE 1: SELECT v::INT"), result.err());
      assertTrue(result.err().contains("\n                ^"), result.err());
      assertFalse(result.err().contains("--memory"), result.err());
    }
  }

  @Test
  void aDamagedFileIsNoFaultOfTheStatement(@TempDir Path damaged) throws Exception {
    new LakeFixture(damaged.resolve("lake")).standard();
    List<Path> files;
    try (Stream<Path> walk = Files.walk(damaged.resolve("lake/analytics/flights"))) {
      files = walk.filter(f -> f.toString().endsWith(".parquet")).toList();
    }
    for (String content : List.of("PAR", "no Parquet at all, but long enough for one")) {
      for (Path file : files) {
        Files.writeString(file, content);
      }
      Result result = new CliRunner(damaged).run("sql", "SELECT * FROM analytics.flights");
      assertEquals(1, result.code(), result.err());
      assertTrue(result.err().contains("'sluice check' says which files"), result.err());
    }
  }

  @Test
  void onlyQuestionsAreTaken() {
    Path target = folder.resolve("copy.csv");
    for (String query :
        List.of(
            "COPY (SELECT 1) TO '" + target + "'",
            "SELECT 1; COPY (SELECT 1) TO '" + target + "'",
            "EXPLAIN ANALYZE COPY (SELECT 1) TO '" + target + "'",
            "/* SELECT */ DROP VIEW analytics.flights",
            ";",
            "")) {
      assertEquals(2, sql(query).code(), query);
    }
    assertFalse(Files.exists(target));
  }

  @Test
  void otherFilesCanBeRead() throws Exception {
    Files.writeString(folder.resolve("x.csv"), "a;b\n1;2\n");
    assertEquals(
        "[\n{\"a\":1,\"b\":2}\n]\n",
        json("SELECT * FROM read_csv('" + folder.resolve("x.csv") + "')"));
  }

  @Test
  void allTablesCanBeListed() {
    Result result = sql("SHOW ALL TABLES");
    for (String name : List.of("flights", "flights__rejects", "empty_one", "runs", "files")) {
      assertTrue(result.out().contains(name), result.out());
    }
  }

  @Test
  void noLakeIsSaid(@TempDir Path empty) {
    Result result = new CliRunner(empty).run("sql", "SELECT 1");
    assertEquals(2, result.code());
    assertTrue(result.err().contains("no lake at " + empty.resolve("lake")), result.err());
    assertTrue(result.err().contains("sluice demo"), result.err());
    assertFalse(Files.exists(empty.resolve("lake")));
  }

  @Test
  void manyPartitionsAndOddNames(@TempDir Path odd) throws Exception {
    Path place = odd.resolve("la ke [x]*?'");
    LakeFixture fixture = new LakeFixture(place);
    fixture.table("d", "many", List.of("v:int"), "k:string");
    List<LakeFixture.Data> data = new java.util.ArrayList<>();
    for (int i = 0; i < 300; i++) {
      data.add(
          new LakeFixture.Data(
              i == 0 ? null : i == 1 ? "NULL" : "k" + i, "SELECT " + i + "::INT AS v"));
    }
    fixture.run("r1", "many", "d.many", data, null);
    Result result =
        new CliRunner(odd)
            .run(
                "sql",
                "SELECT k, v FROM d.many WHERE v < 3 ORDER BY v",
                "-o",
                "csv",
                "--lake",
                place.toString());
    assertEquals("k,v\r\n,0\r\nNULL,1\r\nk2,2\r\n", result.out(), result.err());
  }

  @Test
  void aQueryHasLimits() throws Exception {
    assertEquals(2, sql("--timeout", "soon", "SELECT 1").code());
    assertEquals(2, sql("--memory", "much", "SELECT 1").code());
    Result slow =
        sql("--timeout", "1s", "SELECT count(*) FROM range(10000000) a, range(10000000) b");
    assertEquals(1, slow.code(), slow.err());
    assertTrue(slow.err().contains("took longer than --timeout allows"), slow.err());
    Result large = sql("--memory", "20MB", "SELECT list(a.range) FROM range(50000000) a");
    assertEquals(1, large.code(), large.err());
    assertTrue(large.err().contains("--memory allows"), large.err());
  }

  @Test
  void othersQueriesReadTheLakeAlone() throws Exception {
    assertEquals(0, sql("SELECT * FROM read_text('/etc/passwd')").code());
    for (String query :
        new String[] {
          "SELECT * FROM read_text('/etc/passwd')",
          "SELECT * FROM read_csv('/etc/passwd')",
          "SELECT * FROM '/etc/passwd'",
          "SELECT * FROM glob('/etc/*')"
        }) {
      Result result = sql("--lake-only", query);
      assertTrue(result.code() != 0, query + result.out());
      assertTrue(!result.out().contains("root"), query);
    }
    assertEquals(0, sql("--lake-only", "SELECT count(*) FROM runs").code());
    assertEquals(
        sql("-o", "csv", "SELECT * FROM analytics.flights").out(),
        sql("--lake-only", "-o", "csv", "SELECT * FROM analytics.flights").out());
  }
}
