package io.sluice.formats.json;

import io.sluice.formats.format.Findings;
import io.sluice.formats.format.Format;
import io.sluice.formats.format.LaidOut;
import io.sluice.formats.format.Recognition;
import io.sluice.formats.format.TextSample;
import io.sluice.formats.infer.Profiled;
import io.sluice.formats.infer.RecordProfile;
import io.sluice.formats.infer.Wanted;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** JSON documents: one array, or objects one after the other. */
public final class JsonFormat implements Format<JsonDocumentLayout> {
  static final String NAME = "json";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<JsonDocumentLayout> layoutType() {
    return JsonDocumentLayout.class;
  }

  @Override
  public Optional<Recognition> recognise(TextSample text) {
    return Optional.ofNullable(JsonTexts.recognise(text))
        // What is like JSON and cannot be read is named here, so that nothing else takes it.
        .filter(found -> !found.format().equals(JsonLinesFormat.NAME));
  }

  @Override
  public LaidOut layOut(
      TextSample text,
      Optional<Recognition> recognition,
      SourceOptions options,
      Findings findings) {
    if (text.complete() && JsonForms.isEmptyArray(text)) {
      return new LaidOut.Empty("the file is a JSON array without elements");
    }
    JsonRecords form = JsonForms.of(text, true, options, findings);
    return new LaidOut.Accepted(
        new JsonDocumentLayout(
            text.compression(),
            text.encoding(),
            text.stored(0).dataStart(),
            options.bounds().maxRecordBytes(),
            form),
        "JSON" + JsonForms.suffix(form),
        recognition.map(Recognition::confidence).orElse(1.0),
        Optional.empty(),
        LaidOut.Fit.FIRM);
  }

  @Override
  public List<ByteRange> splits(
      ObjectSource source,
      JsonDocumentLayout layout,
      int fileIndex,
      long targetBytes,
      SplitCertainty certainty) {
    return List.of(ByteRange.whole(fileIndex, source.size()));
  }

  @Override
  public BatchReader open(
      ObjectSource source, JsonDocumentLayout layout, ByteRange range, ReadPlan plan)
      throws IOException {
    return JsonFiles.open(source, layout, range, plan);
  }

  @Override
  public RecordProfile noRecords(JsonDocumentLayout layout, SourceOptions options) {
    return new JsonProfile(options.bounds().maxColumns());
  }

  @Override
  public Profiled profile(
      ObjectSource source,
      JsonDocumentLayout layout,
      ByteRange range,
      SourceOptions options,
      Wanted wanted)
      throws IOException {
    return JsonInference.profile(source, layout, range, options, wanted.records());
  }
}
