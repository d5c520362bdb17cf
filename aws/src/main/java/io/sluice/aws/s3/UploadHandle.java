package io.sluice.aws.s3;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * A multipart upload of which all parts are there: what any process completes it by. The bucket and
 * key are not in it, but in the pending file's path.
 *
 * <p>As text it is JSON, {@code {"v":1,"id":...,"mark":...,"size":...,"parts":[[etag,crc32],...]}};
 * where that is long, {@code z:} and the Base64 of it compressed by zlib.
 *
 * @param mark what the object will have in its metadata, and no other object has: so it is
 *     recognised
 * @param size of the whole file in bytes
 * @param parts in order, numbered from 1
 */
record UploadHandle(String uploadId, String mark, long size, List<Part> parts) {
  private static final int VERSION = 1;
  private static final int LONG = 1024;
  private static final String COMPRESSED = "z:";
  private static final ObjectMapper JSON = new ObjectMapper();

  /**
   * A part that S3 has.
   *
   * @param checksum CRC32 as S3 writes it
   */
  record Part(String etag, String checksum) {}

  UploadHandle {
    parts = List.copyOf(parts);
  }

  String text() {
    ObjectNode node =
        JSON.createObjectNode()
            .put("v", VERSION)
            .put("id", uploadId)
            .put("mark", mark)
            .put("size", size);
    ArrayNode list = node.putArray("parts");
    parts.forEach(part -> list.addArray().add(part.etag()).add(part.checksum()));
    String json = node.toString();
    return json.length() <= LONG ? json : COMPRESSED + compressed(json);
  }

  /**
   * @throws IOException if it is no handle of this version's
   */
  static UploadHandle of(String text) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(text.startsWith(COMPRESSED) ? decompressed(text) : text);
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw new IOException("This is not a handle of an upload to S3: " + text, e);
    }
    if (node.path("v").asInt() != VERSION) {
      throw new IOException(
          "This handle of an upload is of version "
              + node.path("v").asText()
              + ", which this Sluice does not know: use the one that wrote it, or a newer one");
    }
    List<Part> parts = new ArrayList<>();
    node.path("parts")
        .forEach(part -> parts.add(new Part(part.path(0).asText(), part.path(1).asText())));
    return new UploadHandle(
        node.path("id").asText(), node.path("mark").asText(), node.path("size").asLong(), parts);
  }

  private static String compressed(String json) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DeflaterOutputStream out = new DeflaterOutputStream(bytes)) {
      out.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }

  private static String decompressed(String text) throws IOException {
    byte[] bytes = Base64.getDecoder().decode(text.substring(COMPRESSED.length()));
    try (InflaterInputStream in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
