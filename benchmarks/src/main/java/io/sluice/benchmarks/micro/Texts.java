package io.sluice.benchmarks.micro;

import io.sluice.formats.column.Column;
import io.sluice.formats.column.Columns;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.decode.ColumnDecoders;
import io.sluice.formats.decode.RowErrors;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.Unescaper;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Values of one kind as a tokenizer would hand them to a decoder, and their decoder. */
final class Texts {
  private final FieldTable table;
  private final Column column;
  private final ColumnDecoder decoder;
  private final RowErrors errors = new RowErrors();
  private final int bytes;

  private Texts(ValueKind kind, FieldTable table, int bytes) {
    ReadColumn read = SampleFile.column("c", kind.type());
    this.table = table;
    this.bytes = bytes;
    this.column = Columns.create(read.type(), table.records());
    this.decoder = ColumnDecoders.create(read);
  }

  /**
   * @param from number of the first row
   */
  static Texts of(ValueKind kind, int from, int rows) {
    SplittableRandom random = new SplittableRandom(42 + from);
    FieldTable table = new FieldTable(1, rows, Unescaper.NONE);
    ByteArrayOutputStream buffer = new ByteArrayOutputStream();
    for (int row = 0; row < rows; row++) {
      table.starts()[row] = buffer.size();
      buffer.writeBytes(kind.text(from + row, random).getBytes(StandardCharsets.UTF_8));
      table.ends()[row] = buffer.size();
      buffer.write(',');
    }
    int bytes = buffer.size() - rows;
    // Tokenizers leave room after the text, so that decoders may look at whole words.
    buffer.writeBytes(new byte[64]);
    table.setBuffer(buffer.toByteArray());
    table.setRecords(rows);
    return new Texts(kind, table, bytes);
  }

  /** Of all values together. */
  int bytes() {
    return bytes;
  }

  int rows() {
    return table.records();
  }

  /** The same column each time. */
  Column decode() {
    column.clear();
    errors.reset(table.records());
    decoder.decode(table, 0, column, errors);
    if (errors.count() > 0) {
      throw new IllegalStateException(errors.count() + " values were not understood");
    }
    return column;
  }
}
