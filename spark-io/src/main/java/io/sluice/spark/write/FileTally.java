package io.sluice.spark.write;

import java.io.Serializable;

/**
 * A sink's count of one source file's records. Each record that reaches the sink is counted once as
 * read and once as what became of it.
 */
final class FileTally implements Serializable {
  long read;
  long accepted;
  long rejected;
  long filtered;
  long deduplicated;

  void add(FileTally other) {
    read += other.read;
    accepted += other.accepted;
    rejected += other.rejected;
    filtered += other.filtered;
    deduplicated += other.deduplicated;
  }
}
