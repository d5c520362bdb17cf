package io.sluice.parquet;

import io.sluice.parquet.bytes.GrowableBytes;
import io.sluice.parquet.page.Chunk;
import io.sluice.parquet.page.ChunkStatistics;
import io.sluice.parquet.schema.FileSchema;
import io.sluice.parquet.schema.Leaf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnIndex;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.KeyValue;
import org.apache.parquet.format.OffsetIndex;
import org.apache.parquet.format.PageEncodingStats;
import org.apache.parquet.format.PageLocation;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.format.Util;

/**
 * Lays a Parquet file out: magic, row groups, bloom filters, column and offset indexes, footer. Row
 * groups go to the sink as they come; the rest is kept until the end.
 */
final class FileBuilder {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);

  /** What is written after the row groups, about one chunk. */
  private static final class Tail {
    private final ColumnChunk chunk;
    private final ColumnIndex columns;
    private final OffsetIndex offsets;
    private final byte[] bloom;

    private Tail(ColumnChunk chunk, ColumnIndex columns, OffsetIndex offsets, byte[] bloom) {
      this.chunk = chunk;
      this.columns = columns;
      this.offsets = offsets;
      this.bloom = bloom;
    }
  }

  private final ByteSink sink;
  private final FileSchema schema;
  private final List<RowGroup> rowGroups = new ArrayList<>();
  private final List<Tail> tails = new ArrayList<>();
  private long rows;

  /** Of what was written so far. */
  private final CRC32 sum = new CRC32();

  FileBuilder(ByteSink sink, FileSchema schema) {
    this.sink = sink;
    this.schema = schema;
  }

  private void write(byte[] bytes, int offset, int length) throws IOException {
    sum.update(bytes, offset, length);
    sink.write(bytes, offset, length);
  }

  void writeRowGroup(List<Chunk> chunks, long groupRows) throws IOException {
    if (sink.position() == 0) {
      write(MAGIC, 0, MAGIC.length);
    }
    long start = sink.position();
    long uncompressed = 0;
    List<ColumnChunk> columns = new ArrayList<>(chunks.size());
    for (Chunk chunk : chunks) {
      columns.add(writeChunk(chunk));
      uncompressed += chunk.uncompressedSize();
    }
    RowGroup group =
        new RowGroup(columns, uncompressed, groupRows)
            .setFile_offset(start)
            .setTotal_compressed_size(sink.position() - start);
    if (rowGroups.size() <= Short.MAX_VALUE) {
      group.setOrdinal((short) rowGroups.size());
    }
    rowGroups.add(group);
    rows += groupRows;
  }

  private ColumnChunk writeChunk(Chunk chunk) throws IOException {
    long start = sink.position();
    byte[] dictionary = chunk.dictionary();
    if (dictionary != null) {
      write(dictionary, 0, dictionary.length);
    }
    long firstPage = sink.position();
    List<PageLocation> locations = new ArrayList<>(chunk.pages().size());
    for (int i = 0; i < chunk.pages().size(); i++) {
      byte[] page = chunk.pages().get(i);
      locations.add(
          new PageLocation(sink.position(), page.length, chunk.infos().get(i).firstRow()));
      write(page, 0, page.length);
    }
    Leaf leaf = chunk.leaf();
    ColumnMetaData meta =
        new ColumnMetaData(
                leaf.physical(),
                encodings(chunk),
                leaf.path(),
                chunk.codec(),
                chunk.slots(),
                chunk.uncompressedSize(),
                chunk.compressedSize(),
                firstPage)
            .setStatistics(ChunkStatistics.of(chunk))
            .setEncoding_stats(encodingStats(chunk));
    if (dictionary != null) {
      meta.setDictionary_page_offset(start);
    }
    ColumnChunk column = new ColumnChunk(start).setMeta_data(meta);
    tails.add(
        new Tail(
            column, ChunkStatistics.columnIndex(chunk), new OffsetIndex(locations), chunk.bloom()));
    return column;
  }

  private static List<Encoding> encodings(Chunk chunk) {
    List<Encoding> encodings = new ArrayList<>();
    encodings.add(Encoding.RLE);
    encodings.addAll(chunk.pageEncodings().keySet());
    return encodings;
  }

  private static List<PageEncodingStats> encodingStats(Chunk chunk) {
    List<PageEncodingStats> stats = new ArrayList<>();
    if (chunk.dictionary() != null) {
      stats.add(new PageEncodingStats(PageType.DICTIONARY_PAGE, Encoding.PLAIN_DICTIONARY, 1));
    }
    for (Map.Entry<Encoding, Integer> pages : chunk.pageEncodings().entrySet()) {
      stats.add(new PageEncodingStats(PageType.DATA_PAGE, pages.getKey(), pages.getValue()));
    }
    return stats;
  }

  /** Writes what is left and completes the sink; returns the file's size. */
  long finish() throws IOException {
    if (sink.position() == 0) {
      write(MAGIC, 0, MAGIC.length);
    }
    GrowableBytes out = new GrowableBytes(1 << 12);
    long base = sink.position();
    for (Tail tail : tails) {
      if (tail.bloom != null) {
        tail.chunk.getMeta_data().setBloom_filter_offset(base + out.size());
        tail.chunk.getMeta_data().setBloom_filter_length(tail.bloom.length);
        out.write(tail.bloom, 0, tail.bloom.length);
      }
    }
    for (Tail tail : tails) {
      if (tail.columns != null) {
        int start = out.size();
        Util.writeColumnIndex(tail.columns, out);
        tail.chunk.setColumn_index_offset(base + start);
        tail.chunk.setColumn_index_length(out.size() - start);
      }
    }
    for (Tail tail : tails) {
      int start = out.size();
      Util.writeOffsetIndex(tail.offsets, out);
      tail.chunk.setOffset_index_offset(base + start);
      tail.chunk.setOffset_index_length(out.size() - start);
    }
    int footerStart = out.size();
    sum.update(out.data(), out.start(), footerStart);
    Util.writeFileMetaData(footer(), out);
    FileSums.putFooter(out.data(), out.start() + footerStart, out.end());
    out.putInt(out.size() - footerStart);
    out.write(MAGIC, 0, MAGIC.length);
    sink.write(out.data(), out.start(), out.size());
    long size = sink.position();
    sink.close();
    return size;
  }

  private FileMetaData footer() {
    List<ColumnOrder> orders = new ArrayList<>();
    for (int i = 0; i < schema.leaves().size(); i++) {
      orders.add(ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()));
    }
    FileMetaData footer =
        new FileMetaData(1, schema.elements(), rows, rowGroups)
            .setCreated_by(WrittenBy.sluice())
            .setColumn_orders(orders);
    new TreeMap<>(
            Map.of(
                WrittenBy.SPARK_VERSION_KEY,
                WrittenBy.sparkVersion(),
                FileSums.BODY,
                FileSums.text(sum),
                FileSums.FOOTER,
                FileSums.UNKNOWN))
        .forEach((key, value) -> footer.addToKey_value_metadata(new KeyValue(key).setValue(value)));
    return footer;
  }
}
