package io.sluice.spark.read;

import io.sluice.formats.read.ByteRange;
import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one task reads: only its own files travel with it. */
record SluiceInputPartition(List<FileRange> ranges) implements InputPartition {
  SluiceInputPartition {
    ranges = List.copyOf(ranges);
  }

  /** A byte range and the file it is of. */
  record FileRange(SourceFile file, ByteRange range) implements Serializable {}
}
