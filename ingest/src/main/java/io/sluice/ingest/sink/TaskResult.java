package io.sluice.ingest.sink;

import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.RangeCount;
import io.sluice.ingest.read.RangeId;
import io.sluice.parquet.ColumnStats;
import java.io.Serializable;
import java.util.List;
import java.util.Map;

/**
 * What a task tells when all its files are complete.
 *
 * @param spools the task's spool of rejects, if it has any
 * @param columns of all outputs taken together, in the files' order; empty without output
 */
public record TaskResult(
    List<TableOutput> outputs,
    List<String> spools,
    Counted counted,
    RejectTallies rejects,
    List<ColumnStats> columns)
    implements Serializable {

  /**
   * What a task counted.
   *
   * @param ranges what it read, by byte range
   * @param files what reached its sink, by file index
   * @param flags how many rows broke each rule
   * @param emptyKeys of each partition key that is a column, how many rows have an empty text there
   */
  public record Counted(
      Map<RangeId, RangeCount> ranges,
      Map<Integer, FileTally> files,
      List<Long> flags,
      Map<String, Long> emptyKeys)
      implements Serializable {}
}
