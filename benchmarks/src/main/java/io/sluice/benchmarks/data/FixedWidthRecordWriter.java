package io.sluice.benchmarks.data;

import java.util.List;

/** Values padded with spaces to their column's width; no header. Widths count characters. */
final class FixedWidthRecordWriter extends RecordWriter {
  private int start;

  FixedWidthRecordWriter(ByteSink sink, List<DataColumn> columns) {
    super(sink, columns);
  }

  @Override
  void header() {}

  @Override
  void before(int index) {
    start = sink.position();
  }

  @Override
  void after(int index) {
    DataColumn column = columns.get(index);
    int length = sink.charactersSince(start);
    if (length > column.width()) {
      throw new IllegalStateException(
          "a value of column " + column.name() + " is longer than " + column.width());
    }
    for (int i = length; i < column.width(); i++) {
      sink.ascii(' ');
    }
  }

  @Override
  void putText(String text) {
    sink.text(text);
  }

  @Override
  void putNull() {}

  @Override
  void putRecordEnd() {
    sink.ascii('\n');
  }
}
