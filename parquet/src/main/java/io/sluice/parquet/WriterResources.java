package io.sluice.parquet;

import io.sluice.parquet.bytes.Scratch;
import io.sluice.parquet.encode.DictionaryAdvice;
import io.sluice.parquet.page.PageAdvice;
import io.sluice.parquet.page.PageCompressor;
import io.sluice.parquet.schema.FileSchema;
import io.sluice.parquet.schema.Leaf;
import io.sluice.parquet.shred.Shredder;
import io.sluice.spec.type.DataType.Field;
import java.io.Closeable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.parquet.format.CompressionCodec;

/**
 * What the writers of files with the same columns and options share: the schema, work space and the
 * queue of pages to be compressed, with its native memory. For writers that one thread uses, in any
 * order; to be closed when all of them are done.
 */
public final class WriterResources implements Closeable {
  private final List<OutputColumn> columns;
  private final FileSchema schema;
  private final WriterOptions options;
  private final Scratch scratch = new Scratch();
  private final Shredder shredder = new Shredder();
  private final PageCompressionQueue queue;
  private final CompressionCodec codec;
  private final BloomColumns bloomColumns;
  private final DictionaryAdvice[] advice;
  private final PageAdvice[] pageAdvice;

  /**
   * @throws IllegalArgumentException if Parquet cannot store the columns, or a bloom filter is
   *     asked for where there can be none
   */
  public WriterResources(List<OutputColumn> columns, WriterOptions options) {
    this(columns, options, Helpers.NONE);
  }

  /**
   * Files are the same byte for byte whoever helps.
   *
   * @param helpers compress pages while the writer goes on
   * @throws IllegalArgumentException if Parquet cannot store the columns, or a bloom filter is
   *     asked for where there can be none
   */
  public WriterResources(List<OutputColumn> columns, WriterOptions options, Helpers helpers) {
    this.columns = List.copyOf(columns);
    this.schema = schema(columns);
    this.options = options;
    this.bloomColumns = new BloomColumns(options.bloomFilterColumns());
    bloomColumns.require(columns);
    this.advice = new DictionaryAdvice[schema.leaves().size()];
    Arrays.setAll(advice, i -> new DictionaryAdvice());
    this.pageAdvice = new PageAdvice[schema.leaves().size()];
    Arrays.setAll(pageAdvice, i -> new PageAdvice());
    this.queue =
        new PageCompressionQueue(
            helpers, () -> PageCompressor.of(options.compression(), options.zstdLevel()));
    this.codec = queue.finisher().codec();
  }

  private static FileSchema schema(List<OutputColumn> columns) {
    return new FileSchema(
        columns.stream().map(c -> new Field(c.name(), c.type())).toList(),
        columns.stream()
            .filter(c -> !c.nullable())
            .map(OutputColumn::name)
            .collect(Collectors.toSet()));
  }

  public List<OutputColumn> columns() {
    return columns;
  }

  public WriterOptions options() {
    return options;
  }

  FileSchema schema() {
    return schema;
  }

  Scratch scratch() {
    return scratch;
  }

  Shredder shredder() {
    return shredder;
  }

  PageCompressionQueue queue() {
    return queue;
  }

  CompressionCodec codec() {
    return codec;
  }

  DictionaryAdvice advice(Leaf leaf) {
    return advice[leaf.ordinal()];
  }

  PageAdvice pageAdvice(Leaf leaf) {
    return pageAdvice[leaf.ordinal()];
  }

  boolean wantsBloom(Leaf leaf) {
    return leaf.path().size() == 1 && bloomColumns.has(leaf.path().get(0));
  }

  @Override
  public void close() {
    queue.close();
  }
}
