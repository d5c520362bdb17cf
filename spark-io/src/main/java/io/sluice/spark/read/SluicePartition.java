package io.sluice.spark.read;

import io.sluice.ingest.read.FileRange;
import java.util.List;
import org.apache.spark.sql.connector.read.InputPartition;

/** What one of Spark's tasks reads: only its own files travel with it. */
record SluicePartition(List<FileRange> ranges) implements InputPartition {
  SluicePartition {
    ranges = List.copyOf(ranges);
  }
}
