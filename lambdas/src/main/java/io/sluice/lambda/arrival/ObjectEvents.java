package io.sluice.lambda.arrival;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.lambda.host.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a message says: which objects were written.
 *
 * @param objects one, or none; several only if S3 itself put the message into the queue
 * @param ignored why a message that is in order names no object; else empty
 */
record ObjectEvents(List<ObjectEvent> objects, String ignored) {
  /** Calls that write an object, as CloudTrail calls them. */
  private static final Set<String> WRITES =
      Set.of("PutObject", "CompleteMultipartUpload", "CopyObject", "PostObject");

  /**
   * Reads a message's body: an event of S3's that EventBridge delivers, a call that CloudTrail
   * recorded, or what S3 puts into a queue itself. Fields that are not known are passed over, since
   * S3 adds some.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static ObjectEvents of(String body) {
    JsonNode event = Json.tree(body);
    return switch (event.path("detail-type").asText()) {
      case "Object Created" -> created(event.path("detail"));
      case "AWS API Call via CloudTrail" -> called(event.path("detail"));
      case "" -> fromS3(event);
      default -> ignored("its type is " + event.path("detail-type").asText());
    };
  }

  private static ObjectEvents ignored(String why) {
    return new ObjectEvents(List.of(), why);
  }

  private static ObjectEvents one(JsonNode bucket, JsonNode key, String version) {
    return new ObjectEvents(List.of(new ObjectEvent(text(bucket), text(key), version)), "");
  }

  /** Keys are as they are. */
  private static ObjectEvents created(JsonNode detail) {
    JsonNode object = detail.path("object");
    return one(detail.path("bucket").path("name"), object.path("key"), version(object));
  }

  private static String version(JsonNode object) {
    // Hyphens in events from EventBridge, else none.
    for (String name : List.of("version-id", "versionId", "etag", "eTag")) {
      String value = object.path(name).asText("");
      if (!value.isEmpty() && !value.equals("null")) {
        return value;
      }
    }
    return "";
  }

  /** A call that failed wrote nothing. */
  private static ObjectEvents called(JsonNode detail) {
    if (!detail.path("eventSource").asText().equals("s3.amazonaws.com")) {
      return ignored("it is not about S3, but " + detail.path("eventSource").asText());
    }
    if (detail.hasNonNull("errorCode")) {
      return ignored("the call failed: " + detail.path("errorCode").asText());
    }
    if (!WRITES.contains(detail.path("eventName").asText())) {
      return ignored(detail.path("eventName").asText() + " writes no object");
    }
    JsonNode request = detail.path("requestParameters");
    return one(
        request.path("bucketName"),
        request.path("key"),
        detail.path("responseElements").path("x-amz-version-id").asText(""));
  }

  /** Keys are encoded as in a form of a page: a space is a plus. */
  private static ObjectEvents fromS3(JsonNode event) {
    if (event.path("Event").asText().equals("s3:TestEvent")) {
      return ignored("S3 tests whether the queue is there");
    }
    if (!event.path("Records").isArray() || event.path("Records").isEmpty()) {
      throw new IllegalArgumentException("this is not an event of S3: it has no detail-type");
    }
    List<ObjectEvent> objects = new ArrayList<>();
    for (JsonNode written : event.path("Records")) {
      if (!written.path("eventSource").asText().equals("aws:s3")) {
        throw new IllegalArgumentException("this is not an event of S3");
      }
      if (written.path("eventName").asText().startsWith("ObjectCreated:")) {
        JsonNode s3 = written.path("s3");
        objects.add(
            new ObjectEvent(
                text(s3.path("bucket").path("name")),
                URLDecoder.decode(text(s3.path("object").path("key")), StandardCharsets.UTF_8),
                version(s3.path("object"))));
      }
    }
    return new ObjectEvents(objects, objects.isEmpty() ? "no object was created" : "");
  }

  private static String text(JsonNode value) {
    String text = value.asText("");
    if (text.isEmpty()) {
      throw new IllegalArgumentException("this event of S3 lacks a bucket or a key");
    }
    return text;
  }
}
