package io.sluice.formats.assemble;

import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.ColumnDecoders;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.FileLayout.Tabular;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.SourceNames;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.token.FieldTable;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Formats that name the fields of all records: columns are found by these names, and every record
 * must have as many fields.
 */
public abstract class NamedRowFormat implements RowFormat {
  private final String encoding;
  private final List<String> header;

  /** The first field of each name: of tens of thousands none is looked for one by one. */
  private final Map<String, Integer> byName = new HashMap<>();

  private final Map<String, Integer> byFoldedName = new HashMap<>();
  private final int[] unknown;
  private final int width;
  private final PassedOver above;

  protected NamedRowFormat(Tabular layout, ReadPlan plan) {
    encoding = layout.encoding();
    header = layout.header();
    above = layout.above();
    int fields = header.size();
    for (int f = 0; f < fields; f++) {
      byName.putIfAbsent(header.get(f), f);
      byFoldedName.putIfAbsent(folded(header.get(f)), f);
    }
    boolean[] known = new boolean[fields];
    boolean rescues = false;
    int needed = 0;
    for (ReadColumn column : plan.columns()) {
      rescues |= column.kind() == Kind.RESCUED;
      int field = column.kind() == Kind.FIELD ? fieldOf(column) : -1;
      if (field >= 0) {
        known[field] = true;
        needed = Math.max(needed, field + 1);
      }
    }
    width = rescues ? fields : needed;
    int[] others = new int[fields];
    int count = 0;
    for (int f = 0; f < fields; f++) {
      if (!known[f]) {
        others[count++] = f;
      }
    }
    unknown = Arrays.copyOf(others, count);
  }

  /** Reports a record that has more or fewer fields than the header, unless that is allowed. */
  protected abstract void checkCount(FieldTable table, int record, RowErrors errors);

  @Override
  public final PassedOver above() {
    return above;
  }

  /** How many fields of each record the plan needs; those after are only counted. */
  public final int width() {
    return width;
  }

  /** The fields that no column takes; not to be changed. */
  protected final int[] unknown() {
    return unknown;
  }

  @Override
  public final String encoding() {
    return encoding;
  }

  /** By the column's names in turn: first as they are, then without regard to case and spaces. */
  @Override
  public final int fieldOf(ReadColumn column) {
    for (String name : column.sourceNames()) {
      Integer field = byName.get(SourceNames.literal(name));
      if (field != null) {
        return field;
      }
    }
    for (String name : column.sourceNames()) {
      Integer field = byFoldedName.get(folded(SourceNames.literal(name)));
      if (field != null) {
        return field;
      }
    }
    return -1;
  }

  /** Equal for names that are equal without regard to case, each character by itself. */
  private static String folded(String name) {
    char[] folded = name.strip().toCharArray();
    for (int i = 0; i < folded.length; i++) {
      folded[i] = Character.toLowerCase(Character.toUpperCase(folded[i]));
    }
    return new String(folded);
  }

  /** A field after those with names is called by its place. */
  @Override
  public final String fieldName(int field) {
    return field < header.size() ? header.get(field) : "column_" + (field + 1);
  }

  @Override
  public final List<String> fieldNames() {
    return header;
  }

  @Override
  public final ColumnDecoder decoder(ReadColumn column) {
    return ColumnDecoders.create(column);
  }

  @Override
  public final void check(FieldTable table, RowErrors errors) {
    int expected = header.size();
    int[] counts = table.fieldCounts();
    int records = table.records();
    for (int r = 0; r < records; r++) {
      if (counts[r] != expected && table.problem(r) == null) {
        checkCount(table, r, errors);
      }
    }
  }
}
