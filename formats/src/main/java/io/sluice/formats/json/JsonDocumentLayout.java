package io.sluice.formats.json;

import io.sluice.spec.SourceOptions.JsonRecords;

/**
 * JSON values laid out over lines as they may be: the elements of the one array that the file is,
 * or values one after the other. Cannot be split.
 */
public record JsonDocumentLayout(
    String compression, String encoding, long dataStart, long maxRecordBytes, JsonRecords form)
    implements JsonLayout {
  @Override
  public String format() {
    return JsonFormat.NAME;
  }

  @Override
  public String whyWhole() {
    return "it is one document";
  }
}
