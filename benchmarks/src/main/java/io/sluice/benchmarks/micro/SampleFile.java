package io.sluice.benchmarks.micro;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.data.Input.Format;
import io.sluice.benchmarks.data.LineItems;
import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.spec.FixedField;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.FixedWidth;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Some rows of lineitem as a file in memory, small enough for the processor's last cache, so that
 * not the memory is measured.
 */
record SampleFile(MemorySource source, FileLayout layout, ByteRange range, int rows) {
  /** Enough to get past all beginnings. */
  static final int ROWS = 20_000;

  static SampleFile of(Format format, int rows) {
    MemorySource source = new MemorySource(LineItems.sample(format, rows));
    FileLayout layout = layout(format, source);
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

  /** As it is found; where the fields of fixed width stand is said. */
  private static FileLayout layout(Format format, MemorySource source) {
    SourceOptions options = SourceOptions.defaults();
    if (format == Format.FIXED_WIDTH) {
      List<FixedField> fields = new ArrayList<>();
      int start = 1;
      for (DataColumn column : LineItems.columns()) {
        fields.add(new FixedField(column.name(), Optional.of(start), Optional.of(column.width())));
        start += column.width();
      }
      options = options.with(new FixedWidth(fields, List.of()));
    }
    try {
      return FileInspector.inspect(source, options, SourceFormat.valueOf(format.name()))
          .layoutOrThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
