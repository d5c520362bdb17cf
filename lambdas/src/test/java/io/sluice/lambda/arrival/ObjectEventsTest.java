package io.sluice.lambda.arrival;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Events as AWS shows them: {@code test-data/events}. */
class ObjectEventsTest {
  private static ObjectEvents of(String file) throws IOException {
    return ObjectEvents.of(
        Files.readString(Path.of(System.getProperty("sluice.testData"), "events", file)));
  }

  @ParameterizedTest
  @CsvSource({
    "eventbridge-object-created.json, landing, flights/example-key.csv, version-1",
    "eventbridge-korean.json, landing, 매출/2026 11월+(최종)%20.csv, d41d8cd98f00b204e9800998ecf8427e",
    "eventbridge-new-fields.json, landing, flights/a.csv, 0f343b0931126a20f133d67c2b018a3b",
    "cloudtrail-put-object.json, landing, flights/a b+c.csv, 3HL4kqtJlcpXroDTDmJ.rmSpXd3dIbrHY",
    "cloudtrail-complete-multipart-upload.json, landing, flights/large.csv.gz, ''",
    "cloudtrail-copy-object.json, landing, flights/copied.csv, ''",
    "s3-to-queue.json, landing, 매출/a b+c%.csv, 096fKKXTRTtl3on89fVO.nfljtsv6qko",
  })
  void anObjectWasWritten(String file, String bucket, String key, String version)
      throws IOException {
    assertEquals(new ObjectEvents(List.of(new ObjectEvent(bucket, key, version)), ""), of(file));
  }

  @ParameterizedTest
  @CsvSource({
    "cloudtrail-access-denied.json, the call failed: AccessDenied",
    "cloudtrail-delete-object.json, DeleteObject writes no object",
    "cloudtrail-other-service.json, 'it is not about S3, but glue.amazonaws.com'",
    "eventbridge-object-deleted.json, its type is Object Deleted",
    "s3-test-event.json, S3 tests whether the queue is there",
    "s3-removed.json, no object was created",
  })
  void nothingWasWritten(String file, String why) throws IOException {
    assertEquals(new ObjectEvents(List.of(), why), of(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "[]",
        "{}",
        "\"Object Created\"",
        "{\"Records\":[]}",
        "{\"Records\":[{\"eventSource\":\"aws:sns\"}]}",
        "{\"detail-type\":\"Object Created\"}",
        "{\"detail-type\":\"Object"
            + " Created\",\"detail\":{\"bucket\":{\"name\":\"b\"},\"object\":{}}}",
        "{\"Records\":[{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Put\","
            + "\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%zz\"}}}]}",
      })
  void noEventOfS3s(String body) {
    IllegalArgumentException failure =
        assertThrows(IllegalArgumentException.class, () -> ObjectEvents.of(body));
    assertTrue(failure.getMessage().length() > 10);
  }

  @Test
  void severalInOneMessage() {
    String one =
        "{\"eventSource\":\"aws:s3\",\"eventName\":\"ObjectCreated:Copy\","
            + "\"s3\":{\"bucket\":{\"name\":\"b\"},\"object\":{\"key\":\"%s\"}}}";
    ObjectEvents events =
        ObjectEvents.of("{\"Records\":[" + one.formatted("x") + "," + one.formatted("y") + "]}");
    assertEquals(List.of("x", "y"), events.objects().stream().map(ObjectEvent::key).toList());
  }
}
