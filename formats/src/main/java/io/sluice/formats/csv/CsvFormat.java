package io.sluice.formats.csv;

import io.sluice.formats.format.Findings;
import io.sluice.formats.format.Fingerprint;
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

/** Delimited text. */
public final class CsvFormat implements Format<CsvLayout> {
  static final String NAME = "csv";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Class<CsvLayout> layoutType() {
    return CsvLayout.class;
  }

  @Override
  public LaidOut layOut(
      TextSample text, Optional<Recognition> recognition, SourceOptions options, Findings findings)
      throws IOException {
    return new CsvInspector(text, options, findings).inspect();
  }

  @Override
  public Optional<Fingerprint> fingerprint(CsvLayout layout, SourceOptions options, byte[] file) {
    return CsvFingerprint.of(layout, options, file);
  }

  @Override
  public List<ByteRange> splits(
      ObjectSource source,
      CsvLayout layout,
      int fileIndex,
      long targetBytes,
      SplitCertainty certainty)
      throws IOException {
    long[] places = TextSplits.places(layout, source.size(), targetBytes);
    if (places.length == 0) {
      return List.of(ByteRange.whole(fileIndex, source.size()));
    }
    if (CsvSplits.quotesLines(layout)) {
      return switch (certainty) {
        case PROVEN -> CsvSplits.exact(source, layout, fileIndex, places);
        case GUESSED -> CsvSplits.guessed(source, layout, fileIndex, places);
      };
    }
    // A range must not take what comes before the first record for records.
    boolean preceded = layout.hasHeader() || layout.skipLines() > 0;
    long dataStart = preceded ? CsvFiles.dataStart(source, layout) : layout.dataStart();
    return TextSplits.atLines(source, fileIndex, TextSplits.after(dataStart, places));
  }

  @Override
  public List<ByteRange> provenSplits(ObjectSource source, CsvLayout layout, List<ByteRange> ranges)
      throws IOException {
    long[] places = ranges.stream().skip(1).mapToLong(ByteRange::start).toArray();
    return CsvSplits.exact(source, layout, ranges.get(0).fileIndex(), places);
  }

  @Override
  public BatchReader open(ObjectSource source, CsvLayout layout, ByteRange range, ReadPlan plan)
      throws IOException {
    return CsvFiles.open(source, layout, range, plan);
  }

  @Override
  public TokenReader tokens(ObjectSource source, CsvLayout layout, ByteRange range)
      throws IOException {
    return CsvFiles.tokens(source, layout, range);
  }

  @Override
  public RecordProfile noRecords(CsvLayout layout, SourceOptions options) {
    return new FileProfile(layout.header());
  }

  @Override
  public Profiled profile(
      ObjectSource source, CsvLayout layout, ByteRange range, SourceOptions options, Wanted wanted)
      throws IOException {
    return FileProfile.of(tokens(source, layout, range), range, options, wanted);
  }
}
