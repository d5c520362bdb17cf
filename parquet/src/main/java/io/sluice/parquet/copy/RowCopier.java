package io.sluice.parquet.copy;

import io.sluice.parquet.BloomColumns;
import io.sluice.parquet.ByteSink;
import io.sluice.parquet.FileSummary;
import io.sluice.parquet.ParquetBatchWriter;
import io.sluice.parquet.WriterOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.apache.parquet.format.RowGroup;

/**
 * Copies some rows of a Parquet file into another file with the same columns, types, nullability
 * and order of rows.
 *
 * <p>Reads what Sluice writes, and what parquet-java and Spark write in the same form: version 1
 * data pages, a page index, the codecs of {@link WriterOptions}, and columns stored as
 * docs/formats/parquet-output.md says. Row groups without a row to be copied are not read. Takes
 * memory for 1 MiB and a page of each column, and for the row group being written.
 */
public final class RowCopier {
  private RowCopier() {}

  /**
   * The rows {@code [firstRow, firstRow + rows)} of a file, which counts from 0 over all its row
   * groups; wherever they come from.
   */
  public record RowRange(long firstRow, long rows) {
    public RowRange {
      if (firstRow < 0 || rows < 0 || firstRow + rows < 0) {
        throw new IllegalArgumentException("no rows: " + rows + " from row " + firstRow + " on");
      }
    }

    /** The first row after the range. */
    public long end() {
      return firstRow + rows;
    }
  }

  /**
   * Copies the rows and completes the sink; if it fails, the sink is aborted.
   *
   * @param kept ascending, without overlap; without ranges the new file has no rows
   * @param to where nothing has been written yet
   * @param options how the new file is laid out, its key-value metadata included. Of the columns
   *     that are to have bloom filters, those count that the file has and that can have one: a
   *     column may be younger than the file, or have had another type
   * @return the new file; its rows are those of the ranges, or an exception is thrown
   * @throws IllegalArgumentException if the ranges do not ascend or overlap
   * @throws IOException if the file cannot be read, is damaged, has fewer rows than the ranges say,
   *     or is stored in a form that is not read here; if the sink fails
   */
  public static FileSummary copy(
      RandomAccessSource from, List<RowRange> kept, ByteSink to, WriterOptions options)
      throws IOException {
    try {
      checkOrder(kept);
      StoredFile file = StoredFile.open(from);
      if (!kept.isEmpty() && kept.get(kept.size() - 1).end() > file.rows()) {
        throw new BadFileException(
            String.format(
                Locale.ROOT,
                "row %d is asked for, but it has only %d rows",
                kept.get(kept.size() - 1).end() - 1,
                file.rows()));
      }
      List<String> bloomFilters =
          new BloomColumns(options.bloomFilterColumns()).among(file.columns());
      return copy(
          file,
          kept,
          new ParquetBatchWriter(to, file.columns(), options.withBloomFilters(bloomFilters)));
    } catch (BadFileException e) {
      to.abort();
      throw new IOException(
          "Cannot take rows out of "
              + from.name()
              + " because "
              + e.getMessage()
              + ". The file was damaged or changed from outside, or Sluice did not write it; ingest"
              + " its source files again.",
          e);
    } catch (IOException | RuntimeException e) {
      to.abort();
      throw e;
    }
  }

  private static void checkOrder(List<RowRange> kept) {
    long end = 0;
    for (RowRange range : kept) {
      if (range.firstRow() < end) {
        throw new IllegalArgumentException("row ranges must ascend without overlap: " + kept);
      }
      end = range.end();
    }
  }

  private static FileSummary copy(StoredFile file, List<RowRange> kept, ParquetBatchWriter writer)
      throws IOException {
    try (PageDecompressor decompressor = new PageDecompressor()) {
      RowBatch batch = new RowBatch(file.columns());
      long firstRow = 0;
      for (RowGroup group : file.rowGroups()) {
        List<RowRange> inGroup = within(kept, firstRow, group.getNum_rows());
        firstRow += group.getNum_rows();
        if (!inGroup.isEmpty()) {
          GroupReader reader = new GroupReader(file, group, decompressor, batch);
          copy(reader, inGroup, batch, writer);
        }
      }
      batch.writeTo(writer);
      long expected = kept.stream().mapToLong(RowRange::rows).sum();
      if (writer.rows() != expected) {
        throw new BadFileException(
            expected + " rows are asked for, but " + writer.rows() + " were found");
      }
      return writer.finish();
    } catch (IOException | RuntimeException e) {
      writer.abort();
      throw e;
    }
  }

  /** What of the ranges lies within a row group, counted from its first row. */
  private static List<RowRange> within(List<RowRange> kept, long firstRow, long rows) {
    List<RowRange> ranges = new ArrayList<>();
    for (RowRange range : kept) {
      long from = Math.max(range.firstRow() - firstRow, 0);
      long to = Math.min(range.end() - firstRow, rows);
      if (from < to) {
        ranges.add(new RowRange(from, to - from));
      }
    }
    return ranges;
  }

  /** Reads the row group up to its last row that is kept. */
  private static void copy(
      GroupReader reader, List<RowRange> kept, RowBatch batch, ParquetBatchWriter writer)
      throws IOException {
    long row = 0;
    for (RowRange range : kept) {
      for (; row < range.end(); row++) {
        reader.read();
        if (row >= range.firstRow()) {
          batch.keepLast();
        }
        if (batch.isFull()) {
          batch.writeTo(writer);
        }
      }
    }
  }
}
