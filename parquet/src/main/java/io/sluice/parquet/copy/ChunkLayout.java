package io.sluice.parquet.copy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.Util;

/**
 * Where in the file the pages of a column chunk are.
 *
 * @param values of the whole chunk, nulls and empty lists included
 * @param plainBytes of the whole chunk: no page can have more
 * @param dictionary null if there is none
 */
record ChunkLayout(
    ColumnDescriptor column,
    CompressionCodec codec,
    long values,
    long plainBytes,
    Location dictionary,
    List<Location> pages) {

  /**
   * A page.
   *
   * @param length its header included
   * @param rows 0 for a dictionary
   */
  record Location(long offset, int length, int rows) {}

  ChunkLayout {
    pages = List.copyOf(pages);
  }

  String name() {
    return String.join(".", column.getPath());
  }

  /**
   * Finds the pages in the chunk's offset index.
   *
   * @param groupRows rows of the row group
   */
  static ChunkLayout read(
      StoredFile file, ColumnChunk chunk, ColumnDescriptor column, long groupRows)
      throws IOException {
    String name = String.join(".", column.getPath());
    ColumnMetaData meta = chunk.getMeta_data();
    if (meta == null || !meta.getPath_in_schema().equals(List.of(column.getPath()))) {
      throw new BadFileException("column " + name + " is not where its schema says");
    }
    List<PageLocation> index = offsetIndex(file, chunk, name);
    List<Location> pages = new ArrayList<>();
    for (int i = 0; i < index.size(); i++) {
      PageLocation page = index.get(i);
      long from = page.getFirst_row_index();
      long to = i + 1 < index.size() ? index.get(i + 1).getFirst_row_index() : groupRows;
      if (to < from || (i == 0 && from != 0)) {
        throw new BadFileException("the offset index of column " + name + " is damaged");
      }
      pages.add(new Location(page.getOffset(), page.getCompressed_page_size(), (int) (to - from)));
    }
    Location dictionary = null;
    if (meta.isSetDictionary_page_offset()) {
      long start = meta.getDictionary_page_offset();
      int length = (int) (index.get(0).getOffset() - start);
      dictionary = new Location(start, length, 0);
    }
    return new ChunkLayout(
        column,
        meta.getCodec(),
        meta.getNum_values(),
        meta.getTotal_uncompressed_size(),
        dictionary,
        pages);
  }

  private static List<PageLocation> offsetIndex(StoredFile file, ColumnChunk chunk, String name)
      throws IOException {
    if (!chunk.isSetOffset_index_offset()) {
      throw new BadFileException("column " + name + " has no offset index");
    }
    byte[] bytes = file.read(chunk.getOffset_index_offset(), chunk.getOffset_index_length());
    OffsetIndex index;
    try {
      index = Util.readOffsetIndex(new ByteArrayInputStream(bytes));
    } catch (IOException | RuntimeException e) {
      throw new BadFileException("the offset index of column " + name + " cannot be understood", e);
    }
    if (index.getPage_locationsSize() == 0) {
      throw new BadFileException("the offset index of column " + name + " has no pages");
    }
    return index.getPage_locations();
  }
}
