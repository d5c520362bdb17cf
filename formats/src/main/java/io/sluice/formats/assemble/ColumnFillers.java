package io.sluice.formats.assemble;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.Column;
import io.sluice.formats.column.LongColumn;
import io.sluice.formats.decode.ColumnDecoder;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.reject.Reject;
import io.sluice.formats.reject.RejectCode;
import io.sluice.formats.token.FieldTable;

/** Where the values of each kind of column come from. */
final class ColumnFillers {
  private final RowFormat format;
  private final ReadPlan plan;
  private final String uri;
  private final ByteRange range;

  ColumnFillers(RowFormat format, ReadPlan plan, String uri, ByteRange range) {
    this.format = format;
    this.plan = plan;
    this.uri = uri;
    this.range = range;
  }

  /** The filler of any column but {@code RESCUED}, which depends on the others. */
  ColumnFiller of(ReadColumn column) {
    return switch (column.kind()) {
      case FIELD -> field(column);
      case SOURCE_FILE -> {
        byte[] text = uri.getBytes(UTF_8);
        yield (batch, out) -> repeat(text, batch.table().records(), bytes(column, out));
      }
      case RECORD_NUMBER -> {
        if (range.firstRecord() < 0) {
          throw new IllegalArgumentException(
              "column "
                  + column.name()
                  + " needs record numbers, but it is not known how many records precede byte "
                  + range.start()
                  + " of "
                  + uri
                  + ": read the file in one range, or number the records by range");
        }
        long first = range.firstRecord() + 1;
        yield (batch, out) -> numbers(column, batch, out, r -> first + batch.numberInRange(r));
      }
      case RECORD_IN_RANGE -> (batch, out) -> numbers(column, batch, out, batch::numberInRange);
      case BYTE_OFFSET ->
          (batch, out) -> numbers(column, batch, out, r -> batch.tokenizer().recordOffset(r));
      case BYTE_LENGTH ->
          (batch, out) -> numbers(column, batch, out, r -> batch.tokenizer().recordLength(r));
      case RAW -> (batch, out) -> raw(batch.table(), bytes(column, out));
      case CONSTANT -> constant(column);
      case FOLDER -> new ConstantFiller(column);
      case RESCUED -> throw new IllegalArgumentException("not filled by itself: " + column.name());
    };
  }

  private static ColumnFiller constant(ReadColumn column) {
    ConstantFiller filler = new ConstantFiller(column);
    if (!filler.isValue()) {
      throw new IllegalArgumentException(
          "the constant of column " + column.name() + ": " + filler.problem());
    }
    return filler;
  }

  private ColumnFiller field(ReadColumn column) {
    ColumnDecoder decoder = format.decoder(column);
    int field = format.fieldOf(column);
    if (field >= 0 || plan.missingColumn() == MissingColumn.NULL) {
      return (batch, out) -> decoder.decode(batch.table(), field, out, batch.errors());
    }
    String message =
        "the file has no field named "
            + String.join(" or ", column.sourceNames())
            + (format.fieldNames().isEmpty()
                ? ""
                : "; it has " + String.join(", ", format.fieldNames()));
    return (batch, out) -> {
      for (int r = 0; r < batch.table().records(); r++) {
        batch.errors().add(r, column.name(), RejectCode.MISSING_COLUMN, message);
      }
      decoder.decode(batch.table(), -1, out, batch.errors());
    };
  }

  private interface LongByRecord {
    long of(int record);
  }

  private static void numbers(ReadColumn column, Batch batch, Column out, LongByRecord source) {
    if (!(out instanceof LongColumn longs)) {
      throw wrongType(column, "bigint");
    }
    int records = batch.table().records();
    out.ensureCapacity(records);
    long[] values = longs.values();
    for (int r = 0; r < records; r++) {
      values[r] = source.of(r);
    }
    out.setSize(records);
  }

  private static void raw(FieldTable table, BytesColumn out) {
    int records = table.records();
    out.ensureCapacity(records);
    byte[] text = table.buffer();
    int[] starts = table.recordStarts();
    int[] ends = table.recordEnds();
    for (int r = 0; r < records; r++) {
      out.set(r, text, starts[r], Reject.rawEnd(text, starts[r], ends[r]) - starts[r]);
    }
    out.setSize(records);
  }

  static void repeat(byte[] text, int records, BytesColumn out) {
    out.ensureCapacity(records);
    for (int r = 0; r < records; r++) {
      out.set(r, text, 0, text.length);
    }
    out.setSize(records);
  }

  private static BytesColumn bytes(ReadColumn column, Column out) {
    if (out instanceof BytesColumn bytes) {
      return bytes;
    }
    throw wrongType(column, "string");
  }

  private static IllegalArgumentException wrongType(ReadColumn column, String type) {
    return new IllegalArgumentException(
        "column "
            + column.name()
            + " of kind "
            + column.kind()
            + " must be a "
            + type
            + ", but is a "
            + column.type().ddl());
  }
}
