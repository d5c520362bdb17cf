package io.sluice.ingest.sink;

import java.io.Serializable;

/**
 * A sink's count of one source file's records. Each record that reaches the sink is counted once as
 * read and once as what became of it.
 */
public final class FileTally implements Serializable {
  private long read;
  private long accepted;
  private long rejected;
  private long filtered;
  private long deduplicated;

  /** Records that reached the sink, whatever becomes of them. */
  public void read(long records) {
    read += records;
  }

  public void accepted(long records) {
    accepted += records;
  }

  public void rejected(long records) {
    rejected += records;
  }

  public void filtered(long records) {
    filtered += records;
  }

  public void deduplicated(long records) {
    deduplicated += records;
  }

  public long read() {
    return read;
  }

  public long accepted() {
    return accepted;
  }

  public long rejected() {
    return rejected;
  }

  public long filtered() {
    return filtered;
  }

  public long deduplicated() {
    return deduplicated;
  }

  /** Adds another task's count of the same file. */
  public void add(FileTally other) {
    read += other.read;
    accepted += other.accepted;
    rejected += other.rejected;
    filtered += other.filtered;
    deduplicated += other.deduplicated;
  }
}
