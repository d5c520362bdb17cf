package io.sluice.benchmarks.micro;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.LineItems;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FileLayout.FixedField;
import io.sluice.formats.read.FileLayout.Padding;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.type.TypeParser;
import java.util.ArrayList;
import java.util.List;

/**
 * Some rows of lineitem as a file in memory, small enough for the processor's last cache, so that
 * not the memory is measured.
 */
record SampleFile(MemorySource source, FileLayout layout, ByteRange range, int rows) {
  /** Enough to get past all beginnings. */
  static final int ROWS = 20_000;

  private static final long MAX_RECORD_BYTES = 16L << 20;

  static SampleFile of(Format format, int rows) {
    byte[] bytes = LineItems.sample(format, rows);
    MemorySource source = new MemorySource(bytes);
    FileLayout layout = layout(format, bytes);
    long start = layout.dataStart();
    return new SampleFile(
        source, layout, new ByteRange(0, 0, start, source.size(), true, 0, true), rows);
  }

  long size() {
    return source.size();
  }

  /** All of the first so many columns. */
  static ReadPlan plan(int columns) {
    List<ReadColumn> read = new ArrayList<>();
    for (DataColumn column : LineItems.columns().subList(0, columns)) {
      read.add(column(column.name(), column.type()));
    }
    return new ReadPlan(read, ReadPlan.DEFAULT_BATCH_ROWS, ReadPlan.MissingColumn.NULL);
  }

  static ReadColumn column(String name, String type) {
    return new ReadColumn(
        name,
        TypeParser.parse(type),
        List.of(name),
        ReadColumn.Kind.FIELD,
        true,
        ValueRules.STRICT,
        ReadColumn.OnBadValue.REJECT);
  }

  private static FileLayout layout(Format format, byte[] bytes) {
    return switch (format) {
      case CSV -> csv(bytes);
      case JSONL -> new FileLayout.JsonLines("none", "UTF-8", 0, MAX_RECORD_BYTES);
      case FIXED_WIDTH -> fixedWidth();
    };
  }

  private static FileLayout csv(byte[] bytes) {
    int header = 0;
    while (bytes[header++] != '\n') {
      // One line, of column names.
    }
    return new FileLayout.Csv(
        new FileLayout.Stored("none", "UTF-8", header),
        new FileLayout.Quoting(",", "\"", "\"", ""),
        new FileLayout.Lines("\n", 0, true, 0),
        LineItems.columns().stream().map(DataColumn::name).toList(),
        RaggedRows.REJECT,
        MAX_RECORD_BYTES);
  }

  private static FileLayout fixedWidth() {
    List<FixedField> fields = new ArrayList<>();
    int start = 0;
    for (DataColumn column : LineItems.columns()) {
      fields.add(new FixedField(column.name(), start, start + column.width(), Padding.DROP));
      start += column.width();
    }
    return new FileLayout.FixedWidth(
        new FileLayout.Stored("none", "UTF-8", 0),
        "",
        new FileLayout.Lines("\n", 0, false, 0),
        fields,
        RaggedRows.REJECT,
        MAX_RECORD_BYTES);
  }
}
