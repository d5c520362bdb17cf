package io.sluice.formats.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.BooleanColumn;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.DoubleColumn;
import io.sluice.formats.column.FloatColumn;
import io.sluice.formats.column.IntColumn;
import io.sluice.formats.column.ListColumn;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.column.MapColumn;
import io.sluice.formats.column.StructColumn;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.source.ObjectSource;
import io.sluice.spec.SourceOptions.JsonRecords;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.DecimalType;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads JSON with the real reader and gives rows as lists of Java values. */
final class ReadJson {
  final List<List<Object>> rows = new ArrayList<>();
  final List<Reject> rejects = new ArrayList<>();
  long records;
  long skipped;

  static JsonLayout lines() {
    return new JsonLinesLayout("none", "UTF-8", 0, 1 << 20, JsonRecords.OBJECTS);
  }

  static ByteRange whole(ObjectSource source) {
    return new ByteRange(0, 0, 0, source.size(), true, 0, true);
  }

  /** "name type" or "name type from|from". */
  static ReadColumn column(String declaration) {
    return column(declaration, ValueRules.STRICT, OnBadValue.REJECT);
  }

  static ReadColumn column(String declaration, ValueRules rules, OnBadValue onBadValue) {
    String[] parts = declaration.split(" ", -1);
    List<String> from =
        parts.length > 2 ? Arrays.asList(parts[2].split("\\|", -1)) : List.of(parts[0]);
    return new ReadColumn(
        parts[0], TypeParser.parse(parts[1]), from, Kind.FIELD, true, rules, onBadValue);
  }

  static ReadColumn special(String name, DataType type, Kind kind) {
    return new ReadColumn(name, type, List.of(), kind, true, ValueRules.STRICT, OnBadValue.REJECT);
  }

  static ReadJson of(String text, String... columns) throws IOException {
    return of(text, Arrays.stream(columns).map(ReadJson::column).toList());
  }

  static ReadJson of(String text, List<ReadColumn> columns) throws IOException {
    MemoryObject file = MemoryObject.of(text);
    return of(file, lines(), whole(file), new ReadPlan(columns, 4096, MissingColumn.NULL), 1024);
  }

  static ReadJson of(
      ObjectSource file, JsonLayout layout, ByteRange range, ReadPlan plan, int window)
      throws IOException {
    ReadJson result = new ReadJson();
    result.read(file, layout, range, plan, window);
    return result;
  }

  void read(ObjectSource file, JsonLayout layout, ByteRange range, ReadPlan plan, int window)
      throws IOException {
    try (BatchReader reader = JsonFiles.open(file, layout, range, plan, window)) {
      read(reader);
    }
  }

  void read(BatchReader reader) throws IOException {
    for (ReadBatch batch = reader.next(); batch != null; batch = reader.next()) {
      for (int row = 0; row < batch.rows().rowCount(); row++) {
        List<Object> values = new ArrayList<>();
        for (Column column : batch.rows().columns()) {
          values.add(value(column, row));
        }
        rows.add(values);
      }
      rejects.addAll(batch.rejects());
      records += batch.records();
      skipped += batch.skipped();
    }
  }

  static Object value(Column column, int row) {
    if (column.nulls()[row]) {
      return null;
    }
    if (column instanceof BooleanColumn c) {
      return c.values()[row];
    }
    if (column instanceof IntColumn c) {
      return c.type() == Primitive.DATE ? LocalDate.ofEpochDay(c.values()[row]) : c.values()[row];
    }
    if (column instanceof LongColumn c) {
      return c.type() instanceof DecimalType d
          ? BigDecimal.valueOf(c.values()[row], d.scale())
          : (Object) c.values()[row];
    }
    if (column instanceof FloatColumn c) {
      return c.values()[row];
    }
    if (column instanceof DoubleColumn c) {
      return c.values()[row];
    }
    if (column instanceof BytesColumn c) {
      byte[] bytes = Arrays.copyOfRange(c.data(), c.offsets()[row], c.offsets()[row + 1]);
      return c.type() instanceof DecimalType d
          ? new BigDecimal(new BigInteger(bytes), d.scale())
          : new String(bytes, UTF_8);
    }
    if (column instanceof StructColumn c) {
      List<Object> members = new ArrayList<>();
      for (Column member : c.members()) {
        members.add(value(member, row));
      }
      return members;
    }
    if (column instanceof ListColumn c) {
      List<Object> elements = new ArrayList<>();
      for (int i = c.offsets()[row]; i < c.offsets()[row + 1]; i++) {
        elements.add(value(c.element(), i));
      }
      return elements;
    }
    MapColumn c = (MapColumn) column;
    Map<Object, Object> entries = new LinkedHashMap<>();
    for (int i = c.offsets()[row]; i < c.offsets()[row + 1]; i++) {
      entries.put(value(c.key(), i), value(c.value(), i));
    }
    return entries;
  }
}
