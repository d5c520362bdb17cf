package io.sluice.ingest.run;

import io.sluice.parquet.OutputColumn;
import java.util.List;

/**
 * The way from what is read to the table's rows: which columns it gives, and what stands between.
 * Made by a {@link TaskRunner}, and understood by it alone.
 */
public interface RowPath {
  /** What is written, in order. */
  List<OutputColumn> columns();

  /** For people: which way, and why. */
  String describe();
}
