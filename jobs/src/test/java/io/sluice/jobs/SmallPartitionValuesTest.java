package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.spec.DatasetSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Numbers that no partition is for, and texts that make no path, are rejected; every partition's
 * value is of its type.
 */
class SmallPartitionValuesTest {
  @TempDir private Path folder;

  /** By threads and Spark's tasks, and by Spark SQL. */
  @ParameterizedTest
  @ValueSource(strings = {"", "transforms: [{derive: {z: n + 0}}]\n"})
  void areRejected(String more) {
    TwinLakes lake = new TwinLakes(folder);
    lake.file("a.csv", "id,n,i\n1,-999,1\n2,-990,2\n3,-991,3\n4,999,-2147483648\n5,,-2147483640\n");
    DatasetSpec spec =
        lake.spec(
            "  partition_by: ['truncate(n, 10)', 'truncate(i, 10)']\n"
                + "schema:\n"
                + "  - {name: id, type: bigint, nullable: false}\n"
                + "  - {name: n, type: 'decimal(3,0)'}\n"
                + "  - {name: i, type: int}\n"
                + more);
    Outcome outcome = lake.ingest(spec);
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    Map<String, Long> rejected = new TreeMap<>();
    outcome
        .report()
        .findings()
        .rejects()
        .forEach(r -> rejected.put(r.code() + " " + r.column(), r.rows()));
    assertEquals(
        Map.of("partition_value_too_small n", 2L, "partition_value_too_small i", 1L), rejected);
    assertEquals(
        List.of("2|-990|-990|0", "5|null|null|-2147483640"),
        TestLake.sql(
            "SELECT id, n, CAST(n_trunc AS decimal(3,0)), CAST(i_trunc AS int) FROM "
                + lake.table("default.t")
                + " ORDER BY id"));
    assertEquals(
        List.of("1,-999,1", "3,-991,3", "4,999,-2147483648"),
        TestLake.sql("SELECT raw FROM " + lake.rejects("default.t") + " ORDER BY raw"));
  }

  /** Each text fits into the name of a folder, but 17 folders do not fit into a path of Linux. */
  @ParameterizedTest
  @ValueSource(strings = {"", "transforms: [{derive: {z: id + 0}}]\n"})
  void textsThatAreTooLongTogetherAreRejected(String more) {
    List<String> keys = IntStream.range(10, 27).mapToObj(i -> "k" + i).toList();
    for (Engines engine : more.isEmpty() ? Engines.values() : new Engines[] {Engines.SPARK}) {
      rejectTooLong(new TestLake(folder, engine, folder.resolve("lake-" + engine)), keys, more);
    }
  }

  private static void rejectTooLong(TestLake lake, List<String> keys, String more) {
    lake.file(
        "a.csv",
        "id,"
            + String.join(",", keys)
            + "\n1"
            + ",x".repeat(17)
            + "\n2"
            + ("," + "x".repeat(240)).repeat(17)
            + "\n3"
            + ("," + "x".repeat(190)).repeat(17)
            + "\n");
    DatasetSpec spec =
        lake.spec(
            "  partition_by: "
                + keys
                + "\nschema:\n  - {name: id, type: int, nullable: false}\n"
                + keys.stream()
                    .map(key -> "  - {name: " + key + ", type: string}\n")
                    .collect(Collectors.joining())
                + more);
    Outcome outcome = lake.ingest(spec);
    assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    assertEquals(
        List.of("1", "3"),
        TestLake.sql("SELECT id FROM " + lake.table("default.t") + " ORDER BY id"));
    assertEquals(
        List.of("partition_value_too_long|k10"),
        TestLake.sql("SELECT code, \"column\" FROM " + lake.rejects("default.t")));
  }
}
