package io.sluice.formats.json;

import io.sluice.formats.format.Findings;
import io.sluice.formats.format.Fingerprint;
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
import io.sluice.formats.text.TextSplits;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.JsonRecords;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** One JSON object or array a line. */
public final class JsonLinesFormat implements Format<JsonLinesLayout> {
  static final String NAME = "jsonl";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<JsonLinesLayout> layoutType() {
    return JsonLinesLayout.class;
  }

  @Override
  public Optional<Recognition> recognise(TextSample text) {
    return Optional.ofNullable(JsonTexts.recognise(text))
        .filter(found -> found.format().equals(name()));
  }

  @Override
  public LaidOut layOut(
      TextSample text,
      Optional<Recognition> recognition,
      SourceOptions options,
      Findings findings) {
    JsonRecords form = JsonForms.of(text, false, options, findings);
    return new LaidOut.Accepted(
        new JsonLinesLayout(
            text.compression(),
            text.encoding(),
            text.stored(0).dataStart(),
            options.bounds().maxRecordBytes(),
            form),
        "JSON Lines" + JsonForms.suffix(form),
        recognition.map(Recognition::confidence).orElse(1.0),
        Optional.empty(),
        LaidOut.Fit.FIRM);
  }

  @Override
  public Optional<Fingerprint> fingerprint(
      JsonLinesLayout layout, SourceOptions options, byte[] file) {
    return layout.form() == JsonRecords.OBJECTS
        ? Optional.of(new JsonLinesFingerprint(layout, file))
        : Optional.empty();
  }

  @Override
  public List<ByteRange> splits(
      ObjectSource source,
      JsonLinesLayout layout,
      int fileIndex,
      long targetBytes,
      SplitCertainty certainty) {
    long[] places = TextSplits.places(layout, source.size(), targetBytes);
    return TextSplits.atLines(source, fileIndex, TextSplits.after(layout.dataStart(), places));
  }

  @Override
  public BatchReader open(
      ObjectSource source, JsonLinesLayout layout, ByteRange range, ReadPlan plan)
      throws IOException {
    return JsonFiles.open(source, layout, range, plan);
  }

  @Override
  public RecordProfile noRecords(JsonLinesLayout layout, SourceOptions options) {
    return new JsonProfile(options.bounds().maxColumns());
  }

  @Override
  public Profiled profile(
      ObjectSource source,
      JsonLinesLayout layout,
      ByteRange range,
      SourceOptions options,
      Wanted wanted)
      throws IOException {
    return JsonInference.profile(source, layout, range, options, wanted.records());
  }
}
