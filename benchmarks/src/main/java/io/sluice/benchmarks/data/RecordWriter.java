package io.sluice.benchmarks.data;

import io.sluice.benchmarks.data.Input.Format;
import java.io.IOException;
import java.util.List;

/** Takes a record's values in column order and puts them into a sink in one format. */
abstract class RecordWriter {
  private static final int EPOCH_SHIFT = 719_468;

  final ByteSink sink;
  final List<DataColumn> columns;

  /** The column that the next value belongs to. */
  private int column;

  RecordWriter(ByteSink sink, List<DataColumn> columns) {
    this.sink = sink;
    this.columns = columns;
  }

  static RecordWriter of(Format format, ByteSink sink, List<DataColumn> columns) {
    return switch (format) {
      case CSV -> new CsvRecordWriter(sink, columns);
      case JSONL -> new JsonLinesRecordWriter(sink, columns);
      case FIXED_WIDTH -> new FixedWidthRecordWriter(sink, columns);
    };
  }

  /** What stands before the first record. */
  abstract void header() throws IOException;

  final void number(long value) {
    before(column);
    sink.number(value);
    after(column++);
  }

  final void decimal(long unscaled, int scale) {
    before(column);
    sink.decimal(unscaled, scale);
    after(column++);
  }

  final void real(double value) {
    before(column);
    sink.text(Double.toString(value));
    after(column++);
  }

  final void bool(boolean value) {
    before(column);
    sink.text(value ? "true" : "false");
    after(column++);
  }

  /** A date, from days since 1970-01-01. */
  final void date(long epochDay) {
    before(column);
    quoteWord();
    putDate(epochDay);
    quoteWord();
    after(column++);
  }

  /** A UTC timestamp to the second, from seconds since 1970-01-01. */
  final void timestamp(long epochSecond) {
    before(column);
    quoteWord();
    putDate(Math.floorDiv(epochSecond, 86_400L));
    long second = Math.floorMod(epochSecond, 86_400L);
    sink.ascii('T');
    sink.padded(second / 3600, 2);
    sink.ascii(':');
    sink.padded(second / 60 % 60, 2);
    sink.ascii(':');
    sink.padded(second % 60, 2);
    sink.ascii('Z');
    quoteWord();
    after(column++);
  }

  /** Text of letters, digits, spaces and hyphens only. */
  final void word(String text) {
    before(column);
    quoteWord();
    sink.text(text);
    quoteWord();
    after(column++);
  }

  /** Any text; quoted where the format knows quotes. */
  final void text(String text) {
    before(column);
    putText(text);
    after(column++);
  }

  /** No value. */
  final void nothing() {
    before(column);
    putNull();
    after(column++);
  }

  /** Ends the record, which must have a value for each column. */
  final void endRecord() throws IOException {
    if (column != columns.size()) {
      throw new IllegalStateException(column + " values for " + columns.size() + " columns");
    }
    column = 0;
    putRecordEnd();
    sink.endRecord();
  }

  abstract void before(int index);

  void after(int index) {}

  void quoteWord() {}

  abstract void putText(String text);

  abstract void putNull();

  abstract void putRecordEnd();

  /** Civil date of a day number, without an object per value (Hinnant's days-to-civil method). */
  private void putDate(long epochDay) {
    long shifted = epochDay + EPOCH_SHIFT;
    long era = Math.floorDiv(shifted, 146_097L);
    long dayOfEra = shifted - era * 146_097;
    long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    long shiftedMonth = (5 * dayOfYear + 2) / 153;
    long month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
    sink.padded(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
    sink.ascii('-');
    sink.padded(month, 2);
    sink.ascii('-');
    sink.padded(dayOfYear - (153 * shiftedMonth + 2) / 5 + 1, 2);
  }
}
