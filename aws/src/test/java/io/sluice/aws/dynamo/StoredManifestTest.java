package io.sluice.aws.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is stored is read by later versions of the code. */
class StoredManifestTest {
  private static final LakeLocation LAKE = new LakeLocation("s3://b/l");

  /** As version 1 writes it, with something that a later one added. */
  private static final String VERSION_1 =
      """
      {"v":1,"outputs":[{"kind":"DATA","path":"db/t/c=__null/a.parquet","handle":"h",
      "partition":{"c":null},"rows":3,"bytes":4,"added":true,
      "sources":[{"uri":"s3://in/a.csv","first_row":1,"rows":2}]}],
      "removed":["s3://other/x.parquet"],"table":"t"}
      """;

  private static Documents.Outputs read(String json) throws IOException {
    return StoredManifest.read(json.getBytes(StandardCharsets.UTF_8), LAKE);
  }

  @Test
  void versionOneIsRead() throws IOException {
    assertEquals(
        new Documents.Outputs(
            List.of(
                new Output(
                    Kind.DATA,
                    LAKE.resolved("db/t/c=__null/a.parquet"),
                    "h",
                    Collections.singletonMap("c", null),
                    3,
                    4,
                    List.of(new SourceRows("s3://in/a.csv", 1, 2)))),
            List.of(LAKE.resolved("s3://other/x.parquet")),
            Optional.of("t")),
        read(VERSION_1));
  }

  @Test
  void aNewerVersionIsRefused() {
    IOException e =
        assertThrows(IOException.class, () -> read(VERSION_1.replace("\"v\":1", "\"v\":2")));
    assertTrue(e.getMessage().contains("version 2"), e.getMessage());
  }
}
