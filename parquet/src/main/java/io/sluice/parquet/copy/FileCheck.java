package io.sluice.parquet.copy;

import io.sluice.parquet.FileSums;
import io.sluice.parquet.OutputColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.RowGroup;

/**
 * Checks a Parquet file: footer, page checksums, and, where Sluice wrote it, every byte.
 *
 * @param rows that its footer says it has; -1 if the footer cannot be read
 * @param columns that it has
 * @param faults what is wrong, for people; none: the file is as it was written
 */
public record FileCheck(long rows, List<OutputColumn> columns, List<String> faults) {
  private static final int READ_BYTES = 4 << 20;

  /** How much of a file is read. */
  public enum Depth {
    /** Its footer. */
    FOOTER,
    ALL
  }

  /**
   * Checks a file.
   *
   * @throws IOException if it cannot be read, which is no fault of the file's
   */
  public static FileCheck of(RandomAccessSource source, Depth depth) throws IOException {
    StoredFile file;
    try {
      file = StoredFile.open(source);
    } catch (BadFileException e) {
      return new FileCheck(-1, List.of(), List.of(e.getMessage()));
    }
    List<String> faults = new ArrayList<>();
    try {
      String footer = file.keyValue(FileSums.FOOTER);
      if ((footer == null) != (file.keyValue(FileSums.BODY) == null)) {
        faults.add("its footer has lost a checksum");
      }
      if (depth == Depth.ALL) {
        checkBody(file, faults);
      }
    } catch (BadFileException e) {
      faults.add(e.getMessage());
    }
    return new FileCheck(file.rows(), file.columns(), faults);
  }

  private static void checkBody(StoredFile file, List<String> faults) throws IOException {
    String expected = file.keyValue(FileSums.BODY);
    if (expected != null && expected.equals(bodySum(file))) {
      return;
    }
    // Says where, or checks a file that has no sum over all of it.
    checkPages(file);
    if (expected != null) {
      faults.add("its bytes do not match their checksum, though its pages match theirs");
    }
  }

  private static String bodySum(StoredFile file) throws IOException {
    CRC32 crc = new CRC32();
    long end = file.bodyBytes();
    for (long at = 0; at < end; at += READ_BYTES) {
      int length = (int) Math.min(READ_BYTES, end - at);
      crc.update(file.read(at, length), 0, length);
    }
    return FileSums.text(crc);
  }

  private static void checkPages(StoredFile file) throws IOException {
    try (PageDecompressor decompressor = new PageDecompressor()) {
      List<ColumnDescriptor> columns = file.schema().getColumns();
      for (RowGroup group : file.rowGroups()) {
        if (group.getColumnsSize() != columns.size()) {
          throw new BadFileException("a row group does not have the columns of its schema");
        }
        for (int i = 0; i < columns.size(); i++) {
          ColumnChunk chunk = group.getColumns().get(i);
          ChunkLayout layout = ChunkLayout.read(file, chunk, columns.get(i), group.getNum_rows());
          new ChunkPages(file, layout, decompressor).check();
        }
      }
    } catch (BadFileException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new BadFileException("it is damaged: " + e.getMessage(), e);
    }
  }
}
