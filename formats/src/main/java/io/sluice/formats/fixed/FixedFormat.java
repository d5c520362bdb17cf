package io.sluice.formats.fixed;

import io.sluice.formats.format.Findings;
import io.sluice.formats.format.Format;
import io.sluice.formats.format.LaidOut;
import io.sluice.formats.format.Recognition;
import io.sluice.formats.format.TextSample;
import io.sluice.formats.infer.FileProfile;
import io.sluice.formats.infer.Profiled;
import io.sluice.formats.infer.RecordProfile;
import io.sluice.formats.infer.Wanted;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.formats.text.TextSplits;
import io.sluice.formats.token.TokenReader;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Text in lines, with each field at the same place of each. */
public final class FixedFormat implements Format<FixedLayout> {
  static final String NAME = "fixed_width";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<FixedLayout> layoutType() {
    return FixedLayout.class;
  }

  @Override
  public Optional<String> recogniseLoose(TextSample text, SourceOptions options) {
    List<String> lines = FixedInspector.tableLines(text, options);
    return Optional.of(FixedWidthShape.evidence(lines)).filter(found -> !found.isEmpty());
  }

  @Override
  public LaidOut layOut(
      TextSample text, Optional<Recognition> recognition, SourceOptions options, Findings findings)
      throws IOException {
    return new FixedInspector(text, options, findings).inspect();
  }

  @Override
  public List<ByteRange> splits(
      ObjectSource source,
      FixedLayout layout,
      int fileIndex,
      long targetBytes,
      SplitCertainty certainty)
      throws IOException {
    long[] places = TextSplits.places(layout, source.size(), targetBytes);
    if (places.length == 0) {
      return List.of(ByteRange.whole(fileIndex, source.size()));
    }
    // A range must not take what comes before the first record for records.
    boolean preceded = layout.hasHeader() || layout.skipLines() > 0;
    long dataStart = preceded ? FixedFiles.dataStart(source, layout) : layout.dataStart();
    return TextSplits.atLines(source, fileIndex, TextSplits.after(dataStart, places));
  }

  @Override
  public BatchReader open(ObjectSource source, FixedLayout layout, ByteRange range, ReadPlan plan)
      throws IOException {
    return FixedFiles.open(source, layout, range, plan);
  }

  @Override
  public TokenReader tokens(ObjectSource source, FixedLayout layout, ByteRange range)
      throws IOException {
    return FixedFiles.tokens(source, layout, range);
  }

  @Override
  public RecordProfile noRecords(FixedLayout layout, SourceOptions options) {
    return new FileProfile(layout.header());
  }

  @Override
  public Profiled profile(
      ObjectSource source,
      FixedLayout layout,
      ByteRange range,
      SourceOptions options,
      Wanted wanted)
      throws IOException {
    return FileProfile.of(tokens(source, layout, range), range, options, wanted);
  }
}
