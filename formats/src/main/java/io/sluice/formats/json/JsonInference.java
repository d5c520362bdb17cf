package io.sluice.formats.json;

import io.sluice.formats.infer.Profiled;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.text.TextRange;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions;
import java.io.IOException;

/** Finds out what the records of JSON files are. */
final class JsonInference {
  private JsonInference() {}

  /**
   * Looks at the records that begin in a range.
   *
   * @param options how values will be decoded
   * @param most stop after about this many records (whole batches are looked at)
   * @throws ReadException if the file cannot be read on, or has more keys than {@code
   *     options.maxColumns()}
   * @throws IllegalArgumentException if layout and range do not fit, or a pattern is malformed
   */
  static Profiled profile(
      ObjectSource source, JsonLayout layout, ByteRange range, SourceOptions options, long most)
      throws IOException {
    JsonProfile profile = new JsonProfile(options.bounds().maxColumns());
    RecordWalker walker =
        new RecordWalker(layout.form(), profile.shape(), new ValueProfiler(options));
    JsonScanner scanner = new JsonScanner();
    FieldTable table = new FieldTable(0, ReadPlan.DEFAULT_BATCH_ROWS, JsonUnescaper.INSTANCE);
    ObjectTokenizer objects = new ObjectTokenizer(new ObjectFields(), 0, null, layout.form());
    try (JsonTokenizer tokenizer =
        JsonText.open(source, layout, range, objects, null, TextRange.windowBytes(layout, range))) {
      while (profile.records() < most && tokenizer.next(table)) {
        byte[] b = table.buffer();
        for (int r = 0; r < table.records(); r++) {
          if (table.problem(r) == null) {
            int end = table.recordEnds()[r];
            walker.walk(scanner, b, JsonScanner.skipSpace(b, table.recordStarts()[r], end), end);
          }
        }
        if (profile.shape().isMap()) {
          throw new ReadException(
              source.uri(),
              tokenizer.position(),
              "the records have more than " + options.bounds().maxColumns() + " different keys",
              "Name the columns in the spec's schema, or raise max_columns",
              null);
        }
      }
    }
    return new Profiled(profile, Profiled.NOWHERE);
  }
}
