package io.sluice.formats.json;

import io.sluice.formats.column.Column;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.ArrayType;
import io.sluice.spec.type.DataType.MapType;
import io.sluice.spec.type.DataType.StructType;
import java.util.Optional;

/**
 * Decodes the values of one nested type. What it reports to {@code errors} as the column is the
 * path from the column's name to the place of the error. The text of nested values was checked by
 * the tokenizer; it is scanned again here only to find its parts.
 */
abstract class NestedValues implements ColumnDecoder {
  private final ReadColumn column;
  private final byte bracket;
  final JsonScanner scanner = new JsonScanner();

  NestedValues(ReadColumn column, char bracket) {
    this.column = column;
    this.bracket = (byte) bracket;
  }

  static NestedValues create(ReadColumn column) {
    DataType type = column.type();
    if (type instanceof StructType struct) {
      return new StructValues(column, struct);
    }
    return type instanceof ArrayType array
        ? new ListValues(column, array)
        : new MapValues(column, (MapType) type);
  }

  /** A decoder for parts of the column, named as paths are to show them. */
  final ColumnDecoder part(String name, DataType type) {
    ReadColumn part =
        new ReadColumn(
            name,
            type,
            column.sourceNames(),
            ReadColumn.Kind.FIELD,
            true,
            column.rules().withDefault(Optional.empty()),
            OnBadValue.REJECT);
    return JsonDecoders.part(part);
  }

  final String name() {
    return column.name();
  }

  /** Decodes the values that {@link #holds} tells apart from nulls. */
  abstract void decodeValues(FieldTable table, int field, Column out, RowErrors errors);

  @Override
  public final void decode(FieldTable table, int field, Column out, RowErrors errors) {
    int records = table.records();
    out.ensureCapacity(records);
    boolean[] nulls = out.nulls();
    for (int row = 0; row < records; row++) {
      nulls[row] = !holds(table, field, row, errors);
    }
    decodeValues(table, field, out, errors);
    out.setSize(records);
  }

  /** Whether the field is a value of the right kind; reports what is neither that nor null. */
  private boolean holds(FieldTable table, int field, int row, RowErrors errors) {
    int at = row * table.width() + field;
    byte flags = field < 0 ? FieldTable.MISSING : table.flags()[at];
    if ((flags & (FieldTable.MISSING | FieldTable.NULL)) != 0) {
      if (!column.nullable()) {
        errors.add(
            row,
            name(),
            RejectCode.NULL_NOT_ALLOWED,
            "null, but the column is not nullable: make it nullable");
      }
      return false;
    }
    if ((flags & FieldTable.NESTED) != 0 && table.buffer()[table.starts()[at]] == bracket) {
      return true;
    }
    errors.add(
        row,
        name(),
        RejectCode.WRONG_JSON_TYPE,
        (bracket == '[' ? "an array" : "an object")
            + " is expected for "
            + column.type().ddl()
            + ", but this is "
            + ((flags & FieldTable.QUOTED) != 0
                ? "a string"
                : Kinds.name(table.buffer(), table.starts()[at])));
    return false;
  }

  /** The flags of the value that begins with {@code first} and has just been scanned. */
  final byte flags(byte first) {
    return switch (first) {
      case '"' -> scanner.escaped() ? FieldTable.QUOTED | FieldTable.ESCAPED : FieldTable.QUOTED;
      case '{', '[' -> FieldTable.NESTED;
      case 'n' -> FieldTable.NULL;
      default -> 0;
    };
  }

  /** Hands the errors of parts on to the records they belong to, first part first. */
  static void handOn(RowErrors parts, int count, PartPath path, RowErrors errors) {
    if (parts.count() == 0) {
      return;
    }
    for (int part = 0; part < count; part++) {
      if (parts.has(part)) {
        path.report(part, parts, errors);
      }
    }
  }

  /** Knows whose a part is, and how it is called there. */
  interface PartPath {
    void report(int part, RowErrors parts, RowErrors errors);
  }
}
