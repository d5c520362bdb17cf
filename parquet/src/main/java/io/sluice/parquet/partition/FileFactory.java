package io.sluice.parquet.partition;

import io.sluice.parquet.ByteSink;
import java.io.IOException;

/** Names output files and opens them. */
@FunctionalInterface
public interface FileFactory {
  /**
   * Opens the next file.
   *
   * @param partitionPath the partition's folder relative to the table's; empty if there are no keys
   * @param sequence from 0, another for every file of one writer
   */
  OpenedFile create(String partitionPath, int sequence) throws IOException;

  /**
   * An open file.
   *
   * @param path where it will lie, as {@link WrittenFile#path()} is to tell it
   */
  record OpenedFile(String path, ByteSink sink) {}
}
