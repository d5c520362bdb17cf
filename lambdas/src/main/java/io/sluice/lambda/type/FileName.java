package io.sluice.lambda.type;

import java.util.Locale;
import java.util.Map;

/**
 * What a file's name says of it. No more than a hint: what the content says counts.
 *
 * @param type as detection calls it, such as {@code csv}; empty if the name says nothing that is
 *     known
 * @param compression as detection calls it; {@code none} if the name says nothing of one
 */
public record FileName(String type, String compression) {
  private static final Map<String, String> COMPRESSIONS =
      Map.of(
          "gz", "gzip", "gzip", "gzip", "bz2", "bzip2", "zst", "zstd", "zstd", "zstd", "sz",
          "snappy", "snappy", "snappy", "lz4", "lz4");

  private static final Map<String, String> TYPES =
      Map.ofEntries(
          Map.entry("csv", "csv"),
          Map.entry("tsv", "csv"),
          Map.entry("psv", "csv"),
          Map.entry("json", "json"),
          Map.entry("jsonl", "jsonl"),
          Map.entry("ndjson", "jsonl"),
          Map.entry("xml", "xml"),
          Map.entry("parquet", "parquet"),
          Map.entry("avro", "avro"),
          Map.entry("orc", "orc"),
          Map.entry("xlsx", "xlsx"),
          Map.entry("html", "html"),
          Map.entry("pdf", "pdf"),
          Map.entry("png", "png"),
          Map.entry("zip", "zip"),
          Map.entry("exe", "exe"));

  /** Of a key, or a path. */
  public static FileName of(String key) {
    String name = key.substring(key.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    String compression = COMPRESSIONS.getOrDefault(extension(name), "");
    String inner =
        compression.isEmpty() ? name : name.substring(0, Math.max(0, name.lastIndexOf('.')));
    return new FileName(
        TYPES.getOrDefault(extension(inner), ""), compression.isEmpty() ? "none" : compression);
  }

  private static String extension(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  /** Whether a content of another type contradicts the name. */
  boolean contradicts(String content) {
    // Both are written by the same programs under either name.
    boolean bothJson = type.startsWith("json") && content.startsWith("json");
    return !type.isEmpty() && !type.equals(content) && !bothJson;
  }
}
