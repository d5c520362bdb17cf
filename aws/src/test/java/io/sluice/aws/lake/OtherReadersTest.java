package io.sluice.aws.lake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.testing.WatchedRunner;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.PythonTool;
import io.sluice.localaws.PythonTool.Said;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.localaws.testing.OtherReaders;
import io.sluice.spec.lake.LakeLocation;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** A table on S3 is read from there by those who know nothing of Sluice, partitions and all. */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class OtherReadersTest {
  private static final String BUCKET = "other-readers";
  private static final List<String> VALUES =
      List.of("plain", "with blank", "a/b", "k=v", "100%", "a%20b", "a+b", "#", "서울 특별시", "");

  @TempDir private Path folder;

  @Test
  void findTheRowsOfEachPartition() throws Exception {
    PythonTool python = OtherReaders.python();
    S3Client s3 = AwsClients.s3(AwsSettings.OF_ENVIRONMENT);
    s3.createBucket(b -> b.bucket(BUCKET));
    LakeLocation lake = new LakeLocation("s3://" + BUCKET + "/lake");
    LakeMaker.make(lake, LakeSettings.of(LakeMaker.ledgerTable(lake), AwsSettings.OF_ENVIRONMENT));
    ingest(s3, lake);
    Path script = folder.resolve("other_readers.py");
    try (InputStream in = OtherReadersTest.class.getResourceAsStream("other_readers.py")) {
      Files.copy(in, script);
    }
    LocalAws aws = LocalAwsForTests.aws();
    Said said =
        python.run(
            Duration.ofMinutes(5),
            script.toString(),
            aws.endpoint().toString(),
            aws.region(),
            aws.accessKey(),
            aws.secretKey(),
            BUCKET + "/lake/others/t",
            "p");
    assertEquals(0, said.exitCode(), said.output());
    String expected = new ObjectMapper().writeValueAsString(expected());
    List<String> found = said.output().lines().map(line -> line.replace(": ", ":")).toList();
    assertEquals(
        List.of(expected, expected),
        found.stream().map(OtherReadersTest::sorted).toList(),
        said.output());
  }

  private static String sorted(String json) {
    try {
      ObjectMapper mapper = new ObjectMapper();
      return mapper.writeValueAsString(mapper.readValue(json, TreeMap.class));
    } catch (java.io.IOException e) {
      return json;
    }
  }

  private static Map<String, Integer> expected() {
    Map<String, Integer> rows = new TreeMap<>();
    for (int i = 0; i < VALUES.size(); i++) {
      rows.put(VALUES.get(i), i + 1);
    }
    return rows;
  }

  private void ingest(S3Client s3, LakeLocation lake) {
    StringBuilder text = new StringBuilder("id,p\n");
    for (int i = 0; i < VALUES.size(); i++) {
      for (int row = 0; row <= i; row++) {
        text.append(row).append(',').append(VALUES.get(i)).append('\n');
      }
    }
    s3.putObject(b -> b.bucket(BUCKET).key("in/a.csv"), RequestBody.fromString(text.toString()));
    String spec =
        """
        dataset: t
        source: {path: in}
        schema: [{name: id, type: bigint}, {name: p, type: string}]
        target: {database: others, table: t, partition_by: [p]}
        """;
    try (Lake opened = Lake.open(lake)) {
      IngestByThreads.done(opened, "s3://" + BUCKET + "/t.yml", spec, WatchedRunner.NOTHING);
    }
  }
}
