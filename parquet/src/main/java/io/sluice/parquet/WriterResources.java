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
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.Type;

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
  private final SealQueue queue;
  private final CompressionCodec codec;
  private final Set<String> bloomColumns;
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
    this.bloomColumns = new HashSet<>(options.bloomFilterColumns());
    for (String name : bloomColumns) {
      checkBloom(name);
    }
    this.advice = new DictionaryAdvice[schema.leaves().size()];
    Arrays.setAll(advice, i -> new DictionaryAdvice());
    this.pageAdvice = new PageAdvice[schema.leaves().size()];
    Arrays.setAll(pageAdvice, i -> new PageAdvice());
    this.queue =
        new SealQueue(helpers, () -> PageCompressor.of(options.compression(), options.zstdLevel()));
    this.codec = queue.sealer().codec();
  }

  private static FileSchema schema(List<OutputColumn> columns) {
    return new FileSchema(
        columns.stream().map(c -> new Field(c.name(), c.type())).toList(),
        columns.stream()
            .filter(c -> !c.nullable())
            .map(OutputColumn::name)
            .collect(Collectors.toSet()));
  }

  private void checkBloom(String name) {
    OutputColumn column =
        columns.stream()
            .filter(c -> c.name().equals(name))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "a bloom filter is asked for column \""
                            + name
                            + "\", which the file does not have. Its columns are "
                            + columns.stream().map(OutputColumn::name).toList()));
    boolean flat = !column.type().nested();
    if (!flat
        || schema.leaves().stream()
            .anyMatch(l -> l.path().equals(List.of(name)) && l.physical() == Type.BOOLEAN)) {
      throw new IllegalArgumentException(
          "column \""
              + name
              + "\" of type "
              + column.type().ddl()
              + " can have no bloom filter. Take it off the list");
    }
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

  SealQueue queue() {
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
    return leaf.path().size() == 1 && bloomColumns.contains(leaf.path().get(0));
  }

  @Override
  public void close() {
    queue.close();
  }
}
