package io.sluice.formats.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.Columns;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.Unescaper;

/**
 * What decoders of scalar types share: which field is null, what its text is, and what becomes of a
 * text that does not parse. A subclass has two ways to a value: a loop over all records that takes
 * the simple cases ({@link #decodeRows}), and {@link #store} for one text, which is complete. What
 * the loop does not take it hands to {@link #decodeSlowly}.
 */
abstract class ScalarDecoder implements ColumnDecoder {
  /** With any of these flags a field's range is not simply the text of its value. */
  static final int NO_TEXT =
      FieldTable.MISSING | FieldTable.NULL | FieldTable.ESCAPED | FieldTable.NESTED;

  private static final Problem MALFORMED_ESCAPE =
      Problem.of(RejectCode.MALFORMED_ESCAPE, "contains an invalid escape sequence");

  final ReadColumn column;
  final NullTokens nullTokens;
  private final boolean trim;
  private final boolean emptyIsNull;
  private final byte[] defaultText;
  private boolean tokensFirst;
  private byte[] scratch = new byte[64];

  ScalarDecoder(ReadColumn column) {
    this.column = column;
    ValueRules rules = column.rules();
    nullTokens = new NullTokens(rules.nulls().tokens());
    trim = rules.trim();
    emptyIsNull = rules.nulls().emptyIsNull();
    defaultText = rules.defaultValue().map(text -> text.getBytes(UTF_8)).orElse(null);
  }

  /** Decodes all records into {@code out}, which has room for them. */
  abstract void decodeRows(FieldTable table, int field, Column out, RowErrors errors);

  /**
   * Parses a text, not empty unless {@link #emptyIsValue}, and stores its value in a row.
   *
   * @return null if that went well; else the row is as it was
   */
  abstract Problem store(byte[] text, int start, int end, Column out, int row);

  /** Whether the empty text is a value of the type. */
  boolean emptyIsValue() {
    return false;
  }

  /**
   * Whether a loop must ask {@link #nullTokens} before it parses an unquoted text, because one of
   * them would parse as a value.
   */
  final boolean tokensFirst() {
    return tokensFirst;
  }

  /** Refuses rules that could never work, before any data is read. */
  final void checkRules() {
    Column probe = Columns.create(column.type(), 1);
    if (defaultText != null) {
      Problem problem =
          defaultText.length == 0 && !emptyIsValue()
              ? unparsable("")
              : store(defaultText, 0, defaultText.length, probe, 0);
      if (problem != null) {
        throw new IllegalArgumentException(
            "the default of column "
                + column.name()
                + ": "
                + problem.message(Shown.text(defaultText, 0, defaultText.length)));
      }
    }
    for (byte[] token : nullTokens.tokens()) {
      tokensFirst |= token.length > 0 && store(token, 0, token.length, probe, 0) == null;
    }
  }

  @Override
  public final void decode(FieldTable table, int field, Column out, RowErrors errors) {
    int records = table.records();
    out.ensureCapacity(records);
    if (field < 0) {
      for (int row = 0; row < records; row++) {
        storeAbsent(out, row, errors);
      }
    } else {
      decodeRows(table, field, out, errors);
    }
    out.setSize(records);
  }

  /** In which form values can be stored without asking the decoder. */
  SimpleForm simpleForm() {
    return new SimpleForm.None();
  }

  /**
   * Stores the value of a text that is not empty, if it is simple; the part of {@link #decodeRows}
   * that is done for each row.
   */
  boolean storeSimple(byte[] text, int start, int end, Column out, int row) {
    return false;
  }

  /** Whether a field that is not there makes a null. */
  final boolean absentIsNull() {
    return defaultText == null && column.nullable();
  }

  /**
   * Decodes one field, as {@link #decode} does it for many.
   *
   * @param flags as in {@link FieldTable}
   * @param row its null flag is not set, and all rows before it are stored
   */
  final void decodeField(
      byte[] text,
      int start,
      int end,
      int flags,
      Unescaper unescaper,
      Column out,
      int row,
      RowErrors errors) {
    if ((flags & NO_TEXT) == 0
        && start < end
        && !(tokensFirst && nullTokens.matches(text, start, end))
        && storeSimple(text, start, end, out, row)) {
      return;
    }
    decodeSlowly(text, start, end, flags, unescaper, out, row, errors);
  }

  /** Decodes one field by all the rules. */
  final void decodeSlowly(FieldTable table, int field, int row, Column out, RowErrors errors) {
    int at = row * table.width() + field;
    decodeSlowly(
        table.buffer(),
        table.starts()[at],
        table.ends()[at],
        table.flags()[at],
        table.unescaper(),
        out,
        row,
        errors);
  }

  private void decodeSlowly(
      byte[] source,
      int from,
      int to,
      int flags,
      Unescaper unescaper,
      Column out,
      int row,
      RowErrors errors) {
    byte[] text = source;
    int start = from;
    int end = to;
    if ((flags & (FieldTable.MISSING | FieldTable.NULL)) != 0) {
      storeAbsent(out, row, errors);
      return;
    }
    if ((flags & FieldTable.NESTED) != 0) {
      storeNested(text, start, end, out, row, errors);
      return;
    }
    if ((flags & FieldTable.QUOTED) == 0) {
      if (trim) {
        while (start < end && isBlank(text[start])) {
          start++;
        }
        while (start < end && isBlank(text[end - 1])) {
          end--;
        }
      }
      if (start == end || nullTokens.matches(text, start, end)) {
        storeAbsent(out, row, errors);
        return;
      }
    }
    if ((flags & FieldTable.ESCAPED) != 0) {
      if (scratch.length < end - start) {
        scratch = new byte[Math.max(end - start, 2 * scratch.length)];
      }
      int length = unescaper.unescape(text, start, end, scratch);
      if (length < 0) {
        reject(MALFORMED_ESCAPE, text, start, end, out, row, errors);
        return;
      }
      text = scratch;
      start = 0;
      end = length;
    }
    if (start == end && emptyIsNull) {
      storeAbsent(out, row, errors);
      return;
    }
    Problem problem =
        start == end && !emptyIsValue()
            ? unparsable("leave it unquoted, or set empty_is_null, to make it null")
            : store(text, start, end, out, row);
    if (problem != null) {
      reject(problem, text, start, end, out, row, errors);
    }
  }

  /** A JSON object or array; only text can hold one. */
  void storeNested(byte[] text, int start, int end, Column out, int row, RowErrors errors) {
    Problem problem =
        Problem.of(
            RejectCode.WRONG_JSON_TYPE,
            "is an object or array, where " + typeName() + " is expected");
    reject(problem, text, start, end, out, row, errors);
  }

  /** The default, or null where that is allowed. */
  private void storeAbsent(Column out, int row, RowErrors errors) {
    if (defaultText != null) {
      Problem problem = store(defaultText, 0, defaultText.length, out, row);
      if (problem == null) {
        return;
      }
      // The default was tried when the decoder was made.
      throw new IllegalStateException(
          problem.message(Shown.text(defaultText, 0, defaultText.length)));
    }
    out.setNull(row);
    if (!column.nullable()) {
      errors.add(
          row,
          column.name(),
          RejectCode.NULL_NOT_ALLOWED,
          "null, but the column is not nullable: give it a default, or make it nullable");
    }
  }

  final void reject(
      Problem problem, byte[] text, int start, int end, Column out, int row, RowErrors errors) {
    out.setNull(row);
    // A column that may not be null cannot take null in place of a bad value either.
    if (column.onBadValue() == OnBadValue.REJECT || !column.nullable()) {
      errors.add(row, column.name(), problem.code(), problem.message(Shown.text(text, start, end)));
    }
  }

  /** The type's own "this is not one". */
  final Problem unparsable(String remedy) {
    return new Problem(unparsableCode(), "is not " + typeName(), remedy);
  }

  /** The type with its article. */
  final String typeName() {
    String name = column.type().ddl();
    return (name.startsWith("i") ? "an " : "a ") + name;
  }

  abstract RejectCode unparsableCode();

  static boolean isBlank(byte b) {
    return b == ' ' || b == '\t';
  }
}
