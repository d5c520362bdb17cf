package io.sluice.benchmarks.data;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** One JSON object a line; nulls are written. */
final class JsonLinesRecordWriter extends RecordWriter {
  private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();
  private static final byte[] NULL = "null".getBytes(StandardCharsets.UTF_8);

  /** What stands before each column's value: brace or comma, key and colon. */
  private final byte[][] keys;

  JsonLinesRecordWriter(ByteSink sink, List<DataColumn> columns) {
    super(sink, columns);
    keys = new byte[columns.size()][];
    for (int i = 0; i < keys.length; i++) {
      String key = (i == 0 ? "{\"" : ",\"") + columns.get(i).name() + "\":";
      keys[i] = key.getBytes(StandardCharsets.UTF_8);
    }
  }

  @Override
  void header() {}

  @Override
  void before(int index) {
    sink.utf8(keys[index]);
  }

  @Override
  void quoteWord() {
    sink.ascii('"');
  }

  @Override
  void putText(String text) {
    sink.ascii('"');
    if (plain(text)) {
      sink.text(text);
    } else {
      sink.utf8(ENCODER.quoteAsUTF8(text));
    }
    sink.ascii('"');
  }

  private static boolean plain(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        return false;
      }
    }
    return true;
  }

  @Override
  void putNull() {
    sink.utf8(NULL);
  }

  @Override
  void putRecordEnd() {
    sink.ascii('}');
    sink.ascii('\n');
  }
}
