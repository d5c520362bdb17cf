package io.sluice.lambda.lists;

import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.Json;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where a batch's objects lie. Those that may be written again with other content, since more is
 * known by then, are named by their content: nobody finds another list under a name than who gave
 * it to him meant.
 */
public final class BatchPlace {
  private final FlowLake lake;
  private final String folder;

  public BatchPlace(FlowLake lake, String dataset, String batch) {
    this.lake = lake;
    this.folder = lake.location().own("batches/" + dataset + "/" + batch + "/");
  }

  /** Where the job writes how it ended. */
  public String outcome() {
    return folder + "outcome.json";
  }

  /** Writes a document under a name that its content is part of, and says where. */
  public String put(String name, Object document) throws IOException {
    byte[] json = Json.bytes(document);
    String uri = folder + name + "-" + hash(json) + ".json";
    lake.put(uri, json);
    return uri;
  }

  private static String hash(byte[] content) {
    try {
      byte[] hash = MessageDigest.getInstance("SHA-256").digest(content);
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads a document.
   *
   * @throws IOException if it is not there, or is none
   */
  public static <T> T read(FlowLake lake, String uri, Class<T> type) throws IOException {
    return Json.read(
        lake.find(uri)
            .orElseThrow(
                () ->
                    new IOException(
                        uri + " is gone: it was there when its batch was closed. Restore it")),
        type);
  }
}
