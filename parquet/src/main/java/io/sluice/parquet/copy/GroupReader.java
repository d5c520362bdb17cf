package io.sluice.parquet.copy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.column.page.PageReader;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.RecordReader;

/**
 * Reads the rows of a row group. Putting them together from column chunks is parquet-java's work;
 * here it gets its pages. It could also pass over rows and their pages, but version 1.16.0 then
 * returns a wrong last row where that one is on a page of its own (apache/parquet-java issue 3747).
 */
final class GroupReader {
  private final RecordReader<RowBatch> records;

  /**
   * @param to gets the rows
   */
  GroupReader(StoredFile file, RowGroup group, PageDecompressor decompressor, RowBatch to)
      throws IOException {
    List<ColumnDescriptor> descriptors = file.schema().getColumns();
    if (group.getColumnsSize() != descriptors.size()) {
      throw new BadFileException(
          String.format(
              Locale.ROOT,
              "a row group has %d columns, but its schema %d",
              group.getColumnsSize(),
              descriptors.size()));
    }
    Map<List<String>, PageReader> chunks = new HashMap<>();
    for (int i = 0; i < descriptors.size(); i++) {
      ColumnChunk chunk = group.getColumns().get(i);
      ColumnDescriptor descriptor = descriptors.get(i);
      ChunkLayout layout = ChunkLayout.read(file, chunk, descriptor, group.getNum_rows());
      chunks.put(path(descriptor), new ChunkPages(file, layout, decompressor));
    }
    records =
        understood(
            () ->
                new ColumnIOFactory(file.createdBy())
                    .getColumnIO(file.schema())
                    .getRecordReader(new Pages(chunks, group.getNum_rows()), to));
  }

  private static List<String> path(ColumnDescriptor column) {
    return Arrays.asList(column.getPath());
  }

  /** Puts the next row into the batch. Called at most as often as there are rows. */
  void read() throws IOException {
    understood(records::read);
  }

  /** Pages that cannot be decoded make parquet-java throw runtime exceptions of all kinds. */
  private static <T> T understood(Supplier<T> reading) throws IOException {
    try {
      return reading.get();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (RuntimeException e) {
      throw new BadFileException("its pages cannot be understood: " + e, e);
    }
  }

  private record Pages(Map<List<String>, PageReader> chunks, long rows) implements PageReadStore {
    @Override
    public PageReader getPageReader(ColumnDescriptor column) {
      return chunks.get(path(column));
    }

    @Override
    public long getRowCount() {
      return rows;
    }
  }
}
