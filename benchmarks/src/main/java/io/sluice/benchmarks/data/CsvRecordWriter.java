package io.sluice.benchmarks.data;

import java.io.IOException;
import java.util.List;

/** Comma-separated, with a header; text in quotes, everything else without. */
final class CsvRecordWriter extends RecordWriter {
  CsvRecordWriter(ByteSink sink, List<DataColumn> columns) {
    super(sink, columns);
  }

  @Override
  void header() throws IOException {
    for (int i = 0; i < columns.size(); i++) {
      before(i);
      sink.text(columns.get(i).name());
    }
    putRecordEnd();
    sink.endRecord();
  }

  @Override
  void before(int index) {
    if (index > 0) {
      sink.ascii(',');
    }
  }

  @Override
  void putText(String text) {
    sink.ascii('"');
    sink.text(text.indexOf('"') < 0 ? text : text.replace("\"", "\"\""));
    sink.ascii('"');
  }

  @Override
  void putNull() {}

  @Override
  void putRecordEnd() {
    sink.ascii('\n');
  }
}
