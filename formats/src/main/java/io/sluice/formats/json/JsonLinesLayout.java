package io.sluice.formats.json;

import io.sluice.spec.SourceOptions.JsonRecords;

/** One JSON value a line. */
public record JsonLinesLayout(
    String compression, String encoding, long dataStart, long maxRecordBytes, JsonRecords form)
    implements JsonLayout {
  @Override
  public String format() {
    return JsonLinesFormat.NAME;
  }
}
