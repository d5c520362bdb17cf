package io.sluice.aws.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Who asks the Glue Data Catalog where a table lies, and reads all objects there, as Athena and
 * Redshift Spectrum do, sees each row of each partition once, whatever is corrected meanwhile.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
@Timeout(600)
class CorrectionsInGlueTest {
  private static final int ROWS = 20;

  @TempDir Path folder;

  private final String name = "c" + UUID.randomUUID().toString().replace("-", "");
  private final LakeLocation lake = new LakeLocation("s3://" + name + "/prod");
  private final AtomicInteger version = new AtomicInteger();

  @BeforeEach
  void makeLake() {
    s3().createBucket(r -> r.bucket(name));
    LakeMaker.make(lake, LakeSettings.of(LakeMaker.ledgerTable(lake), AwsSettings.OF_ENVIRONMENT));
  }

  private static S3Client s3() {
    return AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
  }

  /** Corrects the file {@code in/DATASET/a.csv}: ids from 0, half of them in each partition. */
  private void correct(String dataset) {
    int next = version.incrementAndGet();
    StringBuilder text = new StringBuilder("p,id,v\n");
    for (int id = 0; id < ROWS; id++) {
      text.append(id % 2).append(',').append(id).append(',').append(next).append('\n');
    }
    put("in/" + dataset + "/a.csv", text.toString());
  }

  private void put(String key, String content) {
    s3().putObject(r -> r.bucket(name).key(key), RequestBody.fromString(content));
  }

  private void ingest(String dataset, String keys) {
    ingest(dataset, keys, WatchedRunner.NOTHING);
  }

  private void ingest(String dataset, String keys, WatchedRunner.Watcher watcher) {
    String spec =
        """
        dataset: %s
        source: {path: in/%s, format: csv}
        schema: [{name: p, type: int}, {name: id, type: int}, {name: v, type: int}]
        target: {database: %s, table: t, keep_replaced: 1h%s}
        """
            .formatted(dataset, dataset, name, keys);
    try (Lake opened = Lake.open(lake)) {
      IngestByThreads.done(opened, "s3://" + name + "/t.yml", spec, watcher);
    }
  }

  /** What Glue says: by a partition's value, empty for a table without keys. */
  private Map<String, String> locations(GlueClient glue) {
    Map<String, String> found = new HashMap<>();
    try {
      Table table = glue.getTable(b -> b.databaseName(name).name("t")).table();
      if (table.partitionKeys().isEmpty()) {
        found.put("", table.storageDescriptor().location());
      } else {
        glue.getPartitionsPaginator(b -> b.databaseName(name).tableName("t"))
            .forEach(
                page ->
                    page.partitions()
                        .forEach(
                            one ->
                                found.put(
                                    one.values().get(0), one.storageDescriptor().location())));
      }
    } catch (EntityNotFoundException notYet) {
      return Map.of();
    }
    return found;
  }

  /** Keys below a location; those with a hidden name are passed over. */
  private List<String> keys(String location) {
    String prefix = location.substring(("s3://" + name + "/").length());
    assertTrue(prefix.endsWith("/"), location);
    return s3().listObjectsV2Paginator(r -> r.bucket(name).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .filter(key -> !key.contains("/_") && !key.contains("/."))
        .sorted()
        .toList();
  }

  private List<String> rows(List<String> keys, String select) throws IOException, SQLException {
    List<String> files = new ArrayList<>();
    for (String key : keys) {
      Path copy =
          folder.resolve(UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8)) + ".parquet");
      if (!Files.exists(copy)) {
        Path part = Files.createTempFile(folder, "part", "");
        Files.write(part, s3().getObjectAsBytes(r -> r.bucket(name).key(key)).asByteArray());
        Files.move(part, copy, StandardCopyOption.REPLACE_EXISTING);
      }
      files.add("'" + copy + "'");
    }
    return DuckDb.rows(select.formatted("read_parquet(" + files + ")"));
  }

  /** What Glue's readers list is what the ledger says is live, no more and no less. */
  private void assertListed(GlueClient glue) {
    List<String> listed = new ArrayList<>();
    locations(glue).values().forEach(location -> listed.addAll(keys(location)));
    try (Lake opened = Lake.open(lake)) {
      assertEquals(
          opened.ledger().liveFiles(name + ".t", Kind.DATA).stream()
              .map(LiveFile::path)
              .map(path -> path.substring(("s3://" + name + "/").length()))
              .sorted()
              .toList(),
          listed.stream().sorted().toList());
    }
  }

  /** Of each partition all rows of one version, and no version before one that was seen. */
  private void watch(GlueClient glue, Map<String, Integer> seen, int rows) throws Exception {
    for (Map.Entry<String, String> partition : locations(glue).entrySet()) {
      List<String> found =
          rows(
              keys(partition.getValue()),
              "SELECT v || ' ' || count(*) || ' ' || count(DISTINCT id) FROM %s WHERE id < 1000"
                  + " GROUP BY v");
      assertEquals(1, found.size(), () -> partition + ": " + found);
      int at = Integer.parseInt(found.get(0).split(" ", 2)[0]);
      assertEquals(at + " " + rows + " " + rows, found.get(0), partition::toString);
      assertTrue(seen.merge(partition.getKey(), at, Math::max) == at, "back to " + at);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ", partition_by: [p]"})
  void areSeenOnce(String keys) throws Exception {
    put("in/t/b.csv", "p,id,v\n0,1000,0\n1,1001,0\n");
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<Throwable> wrong = new AtomicReference<>();
    AtomicInteger looks = new AtomicInteger();
    try (GlueClient glue = AwsClients.glueBuilder(AwsSettings.OF_ENVIRONMENT).build()) {
      Thread reader =
          new Thread(
              () -> {
                Map<String, Integer> seen = new HashMap<>();
                try {
                  while (!over.get()) {
                    watch(glue, seen, keys.isEmpty() ? ROWS : ROWS / 2);
                    looks.incrementAndGet();
                  }
                } catch (Throwable e) {
                  wrong.set(e);
                }
              });
      reader.start();
      long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(5);
      // On, until it has looked often: how often it does is the scheduler's affair.
      for (int round = 0; round < 4 || (looks.get() <= 5 && reader.isAlive()); round++) {
        assertTrue(System.nanoTime() < deadline, () -> "only " + looks + " looks");
        correct("t");
        ingest("t", keys);
        assertListed(glue);
      }
      // New rows go where the others lie now, also if that is moved while they are written.
      put("in/other/c.csv", "p,id,v\n0,2000,0\n");
      ingest(
          "other",
          keys,
          WatchedRunner.afterTasks(
              () -> {
                correct("t");
                ingest("t", keys);
              }));
      assertListed(glue);
      correct("t");
      ingest("t", keys);
      assertListed(glue);
      over.set(true);
      reader.join();
      if (wrong.get() != null) {
        throw new AssertionError("after " + looks + " good looks", wrong.get());
      }
      List<String> all = new ArrayList<>();
      locations(glue).values().forEach(location -> all.addAll(keys(location)));
      assertEquals(
          List.of((ROWS + 3) + " " + (ROWS + 3)),
          rows(all, "SELECT count(*) || ' ' || count(DISTINCT id) FROM %s"));
      assertEquals(
          List.of(),
          s3().listMultipartUploads(r -> r.bucket(name)).uploads(),
          "nothing is left pending");
    }
  }
}
