package io.sluice.cli.lake;

import io.sluice.ledger.Manifest;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;

/**
 * A published Parquet file.
 *
 * @param partition partition key to value as text, in partitioning order; a null value is the null
 *     partition
 */
public record LiveFile(Path path, Map<String, String> partition, long rows, long bytes) {

  static LiveFile of(Manifest.Output output) {
    String path = output.path();
    // The ledger's entry may be a path or a file: URI.
    Path local = path.startsWith("file:") ? Path.of(URI.create(path).getPath()) : Path.of(path);
    return new LiveFile(local, output.partition(), output.rows(), output.bytes());
  }
}
