package io.sluice.parquet;

import io.sluice.formats.column.Column;
import java.io.IOException;
import java.util.zip.CRC32;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Util;

/** Builds the pages of one Parquet column of one row group, in memory. */
final class ChunkEncoder {
  private final WriterOptions options;
  private final Scratch scratch;
  private final PageCompressor compressor;
  private final LevelBuffer repetition;
  private final LevelBuffer definition;
  private final int maxDefinition;
  private final BloomBuilder bloom;
  private final DictionaryAdvice advice;
  private final ValueEncoder values;
  private final Chunk chunk;
  private final PageRange range = new PageRange();
  private final CRC32 crc = new CRC32();
  private int pageSlots;
  private int pageRows;
  private int pageValues;

  ChunkEncoder(Leaf leaf, WriterResources resources) {
    this.options = resources.options();
    this.scratch = resources.scratch();
    this.compressor = resources.compressor();
    this.repetition = leaf.maxRepetition() > 0 ? new LevelBuffer(leaf.maxRepetition()) : null;
    this.definition = leaf.maxDefinition() > 0 ? new LevelBuffer(leaf.maxDefinition()) : null;
    this.maxDefinition = leaf.maxDefinition();
    this.bloom = resources.wantsBloom(leaf) ? new BloomBuilder() : null;
    this.advice = resources.advice(leaf);
    this.values = ValueEncoder.of(leaf, options, scratch, bloom, advice);
    this.chunk = new Chunk(leaf, compressor.codec());
  }

  void write(Column column, Slots slots) throws IOException {
    if (repetition != null) {
      repetition.add(slots.repetition, slots.count);
    }
    if (slots.definition != null) {
      definition.add(slots.definition, slots.count);
    } else if (definition != null) {
      definition.addRun(maxDefinition, slots.count);
    }
    values.add(column, slots);
    pageSlots += slots.count;
    pageRows += slots.rows;
    pageValues += slots.values;
    if (pageRows >= options.pageRows() || pageSize() >= options.pageBytes()) {
      endPage();
    }
  }

  private long pageSize() {
    return (long) values.pageSize()
        + (repetition == null ? 0 : repetition.size())
        + (definition == null ? 0 : definition.size());
  }

  private void endPage() throws IOException {
    GrowableBytes page = scratch.page;
    page.clear();
    if (repetition != null) {
      repetition.drainTo(page, scratch);
    }
    if (definition != null) {
      definition.drainTo(page, scratch);
    }
    range.clear();
    if (plainIsSmaller()) {
      values.fallBack();
    }
    Encoding encoding = values.drainTo(page, range);
    GrowableBytes body = scratch.compressed;
    compressor.compress(page, body);
    PageHeader header =
        header(PageType.DATA_PAGE, page, body)
            .setData_page_header(
                new DataPageHeader(pageSlots, encoding, Encoding.RLE, Encoding.RLE));
    chunk.addPage(
        stored(header, body),
        scratch.header.size() + page.size(),
        encoding,
        pageRows,
        pageSlots,
        pageSlots - pageValues,
        range);
    pageSlots = 0;
    pageRows = 0;
    pageValues = 0;
  }

  /** Whether the page's values, which would become indices, are smaller without. */
  private boolean plainIsSmaller() throws IOException {
    long indexBytes = values.indexBytes();
    if (indexBytes <= 0
        || compressor.codec() == CompressionCodec.UNCOMPRESSED
        || !advice.compares(indexBytes, values.plainBytes())) {
      return false;
    }
    GrowableBytes trial = scratch.trial;
    GrowableBytes body = scratch.compressed;
    trial.clear();
    values.indicesTo(trial);
    compressor.compress(trial, body);
    int asIndices = body.size();
    trial.clear();
    values.plainTo(trial);
    compressor.compress(trial, body);
    return advice.plainWins(asIndices, body.size());
  }

  private PageHeader header(PageType type, GrowableBytes page, GrowableBytes body) {
    crc.reset();
    crc.update(body.data(), 0, body.size());
    return new PageHeader(type, page.size(), body.size()).setCrc((int) crc.getValue());
  }

  /** Header and body in an array of just their size: it stays until the row group is written. */
  private byte[] stored(PageHeader header, GrowableBytes body) throws IOException {
    GrowableBytes head = scratch.header;
    head.clear();
    Util.writePageHeader(header, head);
    byte[] stored = new byte[head.size() + body.size()];
    System.arraycopy(head.data(), 0, stored, 0, head.size());
    System.arraycopy(body.data(), 0, stored, head.size(), body.size());
    return stored;
  }

  /** Ends the last page and the chunk. The encoder is of no use afterwards. */
  Chunk finish() throws IOException {
    if (pageSlots > 0) {
      endPage();
    }
    int entries = values.dictionaryEntries();
    if (entries > 0) {
      GrowableBytes page = scratch.page;
      page.clear();
      values.dictionaryTo(page);
      GrowableBytes body = scratch.compressed;
      compressor.compress(page, body);
      PageHeader header =
          header(PageType.DICTIONARY_PAGE, page, body)
              .setDictionary_page_header(
                  new DictionaryPageHeader(entries, Encoding.PLAIN_DICTIONARY));
      byte[] stored = stored(header, body);
      chunk.setDictionary(stored, scratch.header.size() + page.size());
    }
    if (bloom != null) {
      values.completeBloom();
      chunk.setBloom(bloom.toByteArray());
    }
    return chunk;
  }

  /** Bytes of memory held. */
  long allocated() {
    return values.allocated()
        + chunk.compressedSize()
        + (repetition == null ? 0 : repetition.allocated())
        + (definition == null ? 0 : definition.allocated())
        + (bloom == null ? 0 : bloom.allocated());
  }

  /** Bytes of finished pages, and of the page being filled before compression. */
  long dataSize() {
    return chunk.compressedSize() + pageSize();
  }

  /** What the chunk will take in the file, judged by how its pages compressed so far. */
  long estimatedFileSize() {
    long compressed = chunk.compressedSize();
    double ratio = compressed == 0 ? 0.5 : (double) compressed / chunk.uncompressedSize();
    return compressed + (long) (ratio * pageSize());
  }
}
