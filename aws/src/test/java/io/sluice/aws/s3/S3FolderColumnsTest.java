package io.sluice.aws.s3;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Keys of a listing on S3 that are named like folders of Hive are columns. */
class S3FolderColumnsTest {
  @TempDir Path folder;

  private final String bucket = TestS3.newBucket();

  private void ingest(String path) {
    Stop stop = new Stop();
    String spec =
        "dataset: t\nsource: {path: \"s3://%s/%s\"}\ntarget: {table: t, location: \"%s/t\"}\n"
            .formatted(bucket, path, folder);
    try (Lake lake = lake();
        ThreadRunner runner = new ThreadRunner(2, stop, new S3Storages(TestS3.settings()))) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      Outcome outcome =
          new Ingest(SpecReader.read(spec, "t.yml"), lake, runner, "t", stop, silent).run();
      assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
    }
  }

  private Lake lake() {
    return Lake.open(LakeLocation.of(folder.resolve("lake")));
  }

  private List<String> columns() {
    try (Lake lake = lake()) {
      return lake.catalog().table("default", "t").orElseThrow().columns().stream()
          .map(column -> column.name() + " " + column.type().ddl())
          .toList();
    }
  }

  private List<String> rows(String columns) throws Exception {
    try (Lake lake = lake()) {
      String files =
          lake.ledger().liveFiles("default.t", Kind.DATA).stream()
              .map(file -> "'" + file.path() + "'")
              .collect(Collectors.joining(", "));
      return DuckDb.rows(
          "SELECT %s FROM read_parquet([%s], union_by_name => true, hive_partitioning => false) ORDER BY ALL"
              .formatted(columns, files));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"landing", "landing/", "landing/*/*/*/*.csv"})
  void keysOfTheListingAreColumns(String path) throws Exception {
    TestS3.put(bucket, "landing/year=2024/month=05/zip=02134/x.csv", "id,name\n1,Ada\n");
    TestS3.put(bucket, "landing/year=2024/month=11/zip=a%2Fb c+d/y.csv", "id,name\n2,Bob\n");
    TestS3.put(
        bucket,
        "landing/year=2023/month=01/zip=__HIVE_DEFAULT_PARTITION__/한글.csv",
        "id,name\n3,Cy\n");
    // As a console makes them: folders are objects without bytes.
    TestS3.put(bucket, "landing/year=2022/", "");
    ingest(path);
    assertEquals(
        List.of("id bigint", "name string", "year bigint", "month bigint", "zip string"),
        columns());
    assertEquals(
        List.of("1|Ada|2024|5|02134", "2|Bob|2024|11|a/b c+d", "3|Cy|2023|1|null"),
        rows("id, name, year, month, zip"));
  }

  @Test
  void aBucketAndWhatStandsInFrontOfThePathAreNoColumns() throws Exception {
    TestS3.put(bucket, "env=test/landing/day=2024-05-01/x.jsonl", "{\"id\":1}\n");
    TestS3.put(bucket, "env=test/landing/day=2024-05-02/deep/er/y.jsonl", "{\"id\":2}\n");
    ingest("env=test/landing");
    assertEquals(List.of("id bigint", "day date"), columns());
    assertEquals(List.of("1|2024-05-01", "2|2024-05-02"), rows("id, day"));
  }
}
