package io.sluice.formats.assemble;

import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.token.FieldTable;
import java.util.List;

/** What a format knows that {@link RowReader} needs to make rows of its tokens. */
public interface RowFormat {
  /** The file's encoding, for messages. */
  String encoding();

  /** Which field of the table holds the column's text; -1 if the file does not carry it. */
  int fieldOf(ReadColumn column);

  /** What field {@code field} of the table is called in the file. */
  String fieldName(int field);

  /** The fields that the file carries, for messages; empty if that differs by record. */
  List<String> fieldNames();

  /**
   * Whether what stands unquoted in a file is JSON, and rules for unquoted text hold in quotes too.
   */
  default boolean isJson() {
    return false;
  }

  /** Whether records that are not valid UTF-8 have a {@link FieldTable#problem} already. */
  default boolean checksEncoding() {
    return false;
  }

  /** Understands the column's text; asked once a column of kind {@code FIELD}. */
  ColumnDecoder decoder(ReadColumn column);

  /**
   * Reports records whose shape is wrong, for example with too few fields. Records with a {@link
   * FieldTable#problem} are reported already.
   */
  void check(FieldTable table, RowErrors errors);

  /** Whether any record may be one to pass over, see {@link #passesOver}. */
  default boolean mayPassOver() {
    return false;
  }

  /** Whether a record is no data, and no fault either: the header again. Counted as filtered. */
  default boolean passesOver(FieldTable table, int record) {
    return false;
  }

  /** What stands before the file's first record and is not its header. */
  default PassedOver above() {
    return PassedOver.NONE;
  }

  /** Adds what a record holds besides the fields asked for. */
  void rescue(FieldTable table, int record, RescuedFields rescued);
}
