package io.sluice.aws.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.aws.lake.LakeSettings;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * A lake on the emulated AWS, and source files whose rows say which version of which file they are
 * of, so that a query tells exactly what is in the table.
 */
final class LakeUnderTest {
  private static final int ROWS = 30;
  private static final int PARTITIONS = 3;
  private static final int FILES = 4;

  private final String bucket;
  private final LakeLocation location;
  private final DatasetSpec spec;
  private final Path copies;
  private final SplittableRandom random;
  private final TreeMap<String, Integer> present = new TreeMap<>();
  private int sends;

  /** One that is there, or is going to be {@link #make made}. */
  LakeUnderTest(String name, Path copies, SplittableRandom random) {
    this.bucket = name;
    this.copies = copies;
    this.random = random;
    location = new LakeLocation("s3://" + bucket + "/lake");
    spec =
        SpecReader.readAt(
            "s3://" + bucket + "/t.yml",
            """
            dataset: t
            source: {path: in, format: csv}
            schema:
              - {name: p, type: int}
              - {name: file, type: string}
              - {name: version, type: int}
              - {name: n, type: int}
            rejects: {max_fraction: 0.5}
            target: {database: %s, table: t, partition_by: [p], keep_replaced: 0s}
            """
                .formatted(database()));
  }

  LakeUnderTest make() {
    s3().createBucket(r -> r.bucket(bucket));
    String ledger = LakeMaker.ledgerTable(location);
    LakeMaker.make(location, LakeSettings.of(ledger, AwsSettings.OF_ENVIRONMENT));
    return this;
  }

  private String database() {
    return bucket.replace('-', '_');
  }

  private String table() {
    return database() + ".t";
  }

  static S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  /** Corrects some of the files, and adds those that there are not yet. */
  void change() {
    int first = random.nextInt(FILES);
    for (int i = 0; i < 2; i++) {
      String name = "f" + (first + i) % FILES;
      put(name, present.merge(name, 1, Integer::sum));
    }
  }

  private void put(String name, int version) {
    StringBuilder text = new StringBuilder("p,file,version,n\n");
    for (int row = 0; row < ROWS; row++) {
      text.append(row % PARTITIONS).append(',').append(name).append(',').append(version);
      text.append(',').append(row).append('\n');
    }
    text.append("x,").append(name).append(",0,bad\n");
    s3().putObject(
            r -> r.bucket(bucket).key("in/" + name + ".csv"),
            RequestBody.fromString(text.toString()));
  }

  /** What {@link #state} says when all of the source is in the table. */
  String wanted() {
    List<String> parts = new ArrayList<>();
    present.forEach(
        (file, version) -> {
          for (int p = 0; p < PARTITIONS; p++) {
            parts.add(file + ":" + version + ":" + p + ":" + ROWS / PARTITIONS);
          }
        });
    return String.join(" ", parts);
  }

  /** Runs an ingest to its end, or the process's. */
  Outcome ingest() {
    Stop stop = new Stop();
    try (Lake lake = Lake.open(location);
        ThreadRunner runner = new ThreadRunner(2, stop, lake.storages())) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      return new Ingest(spec, lake, runner, "threads: a test", stop, silent).run();
    }
  }

  /**
   * As if all leases that are held had lasted their time without a sign of life: their holders are
   * dead or stopped. Those of the living may so be as long as a slow machine needs.
   */
  void letLeasesRunOut() {
    DynamoDbClient dynamo = AwsClients.dynamo(AwsSettings.OF_ENVIRONMENT);
    String ledger = LakeMaker.ledgerTable(location);
    String held = "attribute_exists(lease_holder)";
    dynamo
        .scanPaginator(r -> r.tableName(ledger).consistentRead(true).filterExpression(held))
        .items()
        .forEach(
            item ->
                dynamo.updateItem(
                    r ->
                        r.tableName(ledger)
                            .key(Map.of("pk", item.get("pk"), "sk", item.get("sk")))
                            .updateExpression("SET lease_millis = :one")
                            .conditionExpression(held)
                            .expressionAttributeValues(Map.of(":one", AttributeValue.fromN("1")))));
  }

  /** What is in the table, as a query finds it that begins now. */
  String state() throws IOException, SQLException {
    List<String> files = new ArrayList<>();
    try (Lake lake = Lake.open(location)) {
      for (LiveFile file : lake.ledger().liveFiles(table(), Kind.DATA)) {
        files.add("'" + copy(file.path()) + "'");
      }
    }
    return files.isEmpty()
        ? ""
        : String.join(
            " ",
            DuckDb.rows(
                "SELECT file || ':' || version || ':' || p || ':' || count(*) AS s FROM"
                    + " read_parquet("
                    + files
                    + ", hive_partitioning=true) GROUP BY file, version, p ORDER BY s"));
  }

  /** Where DuckDB can read it: with the folders that name its partition. */
  private Path copy(String path) throws IOException {
    String key = path.substring(("s3://" + bucket + "/").length());
    Path copy = copies.resolve("copy" + sends++).resolve(key);
    Files.createDirectories(copy.getParent());
    Files.write(copy, s3().getObjectAsBytes(r -> r.bucket(bucket).key(key)).asByteArray());
    return copy;
  }

  /** Nothing pending, nothing that is not live, no run open, and the catalog says the same. */
  void assertNothingIsLeft(String told) {
    assertEquals(
        List.of(),
        s3().listMultipartUploadsPaginator(r -> r.bucket(bucket)).uploads().stream()
            .map(MultipartUpload::key)
            .toList(),
        told);
    try (Lake lake = Lake.open(location)) {
      assertEquals(List.of(), lake.ledger().orphans(), told);
      TreeSet<String> live = new TreeSet<>();
      TreeSet<String> folders = new TreeSet<>();
      Map<List<String>, Long> rows = new HashMap<>();
      for (Kind kind : Kind.values()) {
        for (LiveFile file : lake.ledger().liveFiles(table(), kind)) {
          live.add(file.path());
          if (kind == Kind.DATA) {
            folders.add(file.path().substring(0, file.path().lastIndexOf('/')));
            rows.merge(List.copyOf(file.partition().values()), file.rows(), Long::sum);
          }
        }
      }
      assertEquals(live, new TreeSet<>(tableFiles()), told);
      Table table = lake.catalog().table(database(), "t").orElseThrow();
      TreeSet<String> locations = new TreeSet<>();
      Map<List<String>, Long> partitions = new HashMap<>();
      for (Partition partition : lake.catalog().partitions(table)) {
        locations.add(partition.location());
        partitions.put(partition.values(), partition.rows());
      }
      assertEquals(folders, locations, told + ": readers of the catalog list what is live");
      assertEquals(rows, partitions, told);
    }
  }

  private List<String> tableFiles() {
    return s3()
        .listObjectsV2Paginator(r -> r.bucket(bucket).prefix("lake/" + database() + "/"))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(key -> "s3://" + bucket + "/" + key)
        .toList();
  }
}
