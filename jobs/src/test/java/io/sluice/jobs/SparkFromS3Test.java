package io.sluice.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.store.Storage;
import io.sluice.localaws.testing.ChangedProperties;
import io.sluice.localaws.testing.S3ProxyForTests;
import io.sluice.spec.DatasetSpec;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A table on S3, read from there by Spark with its default settings through hadoop-aws: the rows
 * that DuckDB finds in the catalog's locations, and its partitions.
 */
class SparkFromS3Test {
  private static final String BUCKET = "spark-reads";

  /** The last one is null in the file. */
  private static final List<String> TEXTS =
      List.of("plain", "with blank", "a/b", "k=v", "100%", "a%20b", "a+b", "#", "*", "서울 특별시", "");

  private static final int ROWS = 2_000;

  @TempDir private Path folder;

  private final ObjectMapper json = new ObjectMapper();
  private final ChangedProperties properties = new ChangedProperties();
  private final S3ProxyForTests s3 = S3ProxyForTests.shared();

  @BeforeEach
  void reach() {
    properties.set("aws.endpointUrl", s3.endpoint().toString());
    properties.set("aws.region", s3.region());
    properties.set("aws.accessKeyId", s3.accessKey());
    properties.set("aws.secretAccessKey", s3.secretKey());
  }

  @AfterEach
  void leave() {
    properties.close();
  }

  @Test
  void readsWhatDuckDbFindsInTheCatalogsLocations() throws Exception {
    var unused = AwsClients.s3(AwsSettings.OF_ENVIRONMENT).createBucket(b -> b.bucket(BUCKET));
    TestLake lake = new TestLake(folder);
    StringBuilder text = new StringBuilder("id,p,day,at,local,price,ok\n");
    for (int row = 0; row < ROWS; row++) {
      String day = List.of("1582-10-04", "1970-01-01", "2026-02-28", "9999-12-31").get(row % 4);
      text.append(row).append(',').append(TEXTS.get(row % TEXTS.size())).append(',').append(day);
      text.append(',').append(day).append("T23:59:59.999999Z,").append(day);
      text.append("T00:00:00.000001,").append(row).append(".25,").append(row % 3 == 0);
      text.append('\n');
    }
    lake.file("a.csv", text.toString());
    DatasetSpec spec =
        lake.spec(
            """
              location: s3://%s/tables/t
              partition_by: [p]
            schema:
              - {name: id, type: bigint}
              - {name: p, type: string}
              - {name: day, type: date}
              - {name: at, type: timestamp}
              - {name: local, type: timestamp_ntz}
              - {name: price, type: "decimal(10,2)"}
              - {name: ok, type: boolean}
            """
                .formatted(BUCKET));
    ObjectNode asked = json.createObjectNode();
    asked.put("folder", "s3a://" + BUCKET + "/tables/t");
    asked.putArray("keys").add("p");
    List<String> copies = new ArrayList<>();
    Map<String, Long> partitions = new TreeMap<>();
    Stop stop = new Stop();
    try (Lake opened = Lake.open(lake.location());
        ThreadRunner runner = new ThreadRunner(Engines.CORES, stop, opened.storages())) {
      Outcome outcome = TestLake.ingest(spec, opened, runner, stop);
      assertEquals(ExitCode.DONE, outcome.exitCode(), () -> outcome.failure().toString());
      assertEquals(ROWS, outcome.report().data().totals().written());
      listed(opened, asked.putArray("files"), copies, partitions);
    }
    assertEquals(TEXTS.size(), partitions.size());

    JsonNode read = bySpark(asked);
    Map<String, Long> counted = new TreeMap<>();
    for (JsonNode partition : read.get("partitions")) {
      counted.put(String.valueOf(partition.get(0).get(0).textValue()), partition.get(1).asLong());
    }
    assertEquals(partitions, counted);
    List<String> bySpark = new ArrayList<>();
    read.get("copies").forEach(copy -> bySpark.add(copy.asText()));
    assertEquals(rows(copies), rows(bySpark));
  }

  /** What lies in the catalog's locations: for Spark, for DuckDB, and how many rows it counts. */
  private void listed(Lake lake, ArrayNode files, List<String> copies, Map<String, Long> partitions)
      throws IOException {
    Table table = lake.catalog().table("default", "t").orElseThrow();
    Storage storage = lake.storages().at(table.location());
    for (Partition partition : lake.catalog().partitions(table)) {
      partitions.put(String.valueOf(partition.values().get(0)), partition.rows());
      for (Storage.StoredFile file : storage.list(partition.location())) {
        assertTrue(file.path().startsWith("s3://"), file.path());
        files.add(file.path().replaceFirst("s3:", "s3a:"));
        Path copy = folder.resolve("listed-" + copies.size() + ".parquet");
        try (InputStream in = storage.open(file.path(), 0)) {
          Files.copy(in, copy);
        }
        copies.add(copy.toString());
      }
    }
  }

  private JsonNode bySpark(ObjectNode table) throws Exception {
    Path document = folder.resolve("tables.json");
    json.writeValue(document.toFile(), json.createArrayNode().add(table));
    // Where S3 is, and nothing of how it is read.
    JobProcess spark =
        JobProcess.start(
            System.getProperty("java.class.path"),
            List.of(
                "-Duser.timezone=UTC",
                "-Dspark.ui.enabled=false",
                "-Dspark.hadoop.fs.s3a.endpoint=" + s3.endpoint(),
                "-Dspark.hadoop.fs.s3a.endpoint.region=" + s3.region(),
                "-Dspark.hadoop.fs.s3a.path.style.access=true",
                "-Dspark.hadoop.fs.s3a.access.key=" + s3.accessKey(),
                "-Dspark.hadoop.fs.s3a.secret.key=" + s3.secretKey()),
            List.of(StockSpark.class.getName(), document.toString()));
    assertEquals(0, spark.exitCode(), spark::told);
    return json.readTree(document.toFile()).get(0);
  }

  private static List<String> rows(List<String> files) {
    String names = String.join("','", files);
    return TestLake.sql("SELECT * FROM read_parquet(['" + names + "']) ORDER BY id");
  }
}
