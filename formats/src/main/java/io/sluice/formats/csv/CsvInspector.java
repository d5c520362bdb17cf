package io.sluice.formats.csv;

import io.sluice.formats.format.Findings;
import io.sluice.formats.format.LaidOut;
import io.sluice.formats.format.LaidOut.Fit;
import io.sluice.formats.format.Setting.Origin;
import io.sluice.formats.format.TextSample;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.tabular.Cells;
import io.sluice.formats.tabular.HeaderDecision;
import io.sluice.formats.tabular.HeaderNames;
import io.sluice.formats.tabular.Newlines;
import io.sluice.formats.token.FieldTable;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Settles how a file of delimited text is to be read. */
final class CsvInspector {
  private static final int LOOKED_AT_ROWS = 300;
  private static final int FEW_FIELDS = 512;

  /** Another dialect must be so much better before a set one is doubted. */
  private static final double DOUBT = 1.5;

  private final TextSample text;
  private final SourceOptions options;
  private final Findings findings;

  CsvInspector(TextSample text, SourceOptions options, Findings findings) {
    this.text = text;
    this.options = options;
    this.findings = findings;
  }

  LaidOut inspect() throws IOException {
    Newlines lines = Newlines.of(text.bytes());
    findings.evidence(lines.evidence());
    String newline =
        findings.decide("newline", options.newline(), lines.newline(), Findings::visible);
    int base = Newlines.offsetOfLine(text.bytes(), newline, options.skipLines().orElse(0));
    byte[] table = Arrays.copyOfRange(text.bytes(), base, text.bytes().length);
    DialectTrials dialects = new DialectTrials(table, text.complete(), options, newline);
    List<DialectTrial> trials = dialects.trials();
    DialectTrial best = trials.get(0);
    Optional<DialectTrial> other = otherDelimiter(trials, best);
    note(best, dialects);
    int skipped = base;
    int skipLines = options.skipLines().orElse(0);
    if (options.skipLines().isEmpty() && best.preambleRecords() > 0) {
      skipped = (int) best.tableOffset();
      skipLines = Newlines.linesBefore(table, newline, skipped);
      findings.evidence(
          "the first " + skipLines + " lines have fewer fields than the table below: skipped");
    }
    findings.set(
        "skip_lines",
        Integer.toString(skipLines),
        options.skipLines().isPresent()
            ? Origin.SET
            : skipLines > 0 ? Origin.DETECTED : Origin.DEFAULT);
    if (best.fields() > options.maxColumns()) {
      return new LaidOut.Refused(
          "delimited text whose records have "
              + best.fields()
              + " fields, more than max_columns = "
              + options.maxColumns(),
          "Raise source.options.max_columns if that is right, or set the delimiter");
    }
    byte[] rest = Arrays.copyOfRange(text.bytes(), skipped, text.bytes().length);
    Sample sample = sample(best, newline, rest);
    boolean header = hasHeader(sample);
    if (header && sample.firstProblem().isPresent()) {
      return new LaidOut.Refused(
          "delimited text whose first record, which should be the header, cannot be read: "
              + sample.firstProblem().get(),
          "Repair the record, begin after it by source.options.skip_lines, or set"
              + " source.options.header to false, so that it is rejected like any other");
    }
    FileLayout.Csv layout = layout(best, newline, sample, header, skipped, skipLines);
    double margin = other.map(o -> 1 - o.score() / Math.max(1e-9, best.score())).orElse(1.0);
    double confidence = best.score() == 0 ? 0.3 : Math.min(0.99, 0.5 + 0.5 * margin * fit(best));
    return new LaidOut.Accepted(
        layout,
        String.format(
            "CSV, %d columns, delimiter '%s', %s",
            layout.header().size(),
            Findings.visible(layout.delimiter()),
            layout.hasHeader() ? "with header" : "without header"),
        confidence,
        other.map(CsvInspector::describe),
        options.delimiter().isEmpty() && loose(layout) ? Fit.LOOSE : Fit.FIRM);
  }

  /** Whether nothing but single blanks, if anything, makes fields of the lines. */
  private static boolean loose(FileLayout.Csv layout) {
    return layout.header().size() == 1 || layout.delimiter().equals(" ");
  }

  private static double fit(DialectTrial trial) {
    return Math.min(1, trial.score() * 1.3);
  }

  private static Optional<DialectTrial> otherDelimiter(
      List<DialectTrial> trials, DialectTrial best) {
    return trials.stream()
        .filter(trial -> !trial.dialect().delimiter().equals(best.dialect().delimiter()))
        .findFirst();
  }

  private static String describe(DialectTrial trial) {
    return String.format(
        "csv with delimiter '%s': %d of %d records have %d fields",
        Findings.visible(trial.dialect().delimiter()),
        trial.agreeing(),
        trial.records() - trial.preambleRecords(),
        trial.fields());
  }

  private void note(DialectTrial best, DialectTrials dialects) {
    CsvDialect dialect = best.dialect();
    boolean one = best.fields() <= 1;
    findings.evidence(
        one && options.delimiter().isEmpty()
            ? "no delimiter splits the records into equally many fields: one column"
            : describe(best)
                + (best.malformed() > 0 ? ", " + best.malformed() + " are malformed" : ""));
    setting("delimiter", options.delimiter(), dialect.delimiter(), !one);
    setting(
        "quote", options.quote(), dialect.quote(), best.quoted() > 0 || dialect.quote().isEmpty());
    setting("escape", options.escape(), dialect.escape(), !dialect.escape().isEmpty());
    setting("comment", options.comment(), dialect.comment(), !dialect.comment().isEmpty());
    if (options.delimiter().isPresent() || options.quote().isPresent()) {
      DialectTrial free = dialects.unrestricted().get(0);
      boolean better = free.score() > DOUBT * best.score() && free.fields() > 1;
      if (better) {
        findings.conflict(
            "delimiter and quote are set to '"
                + Findings.visible(dialect.delimiter())
                + "' and '"
                + dialect.quote()
                + "', but the content looks like "
                + describe(free)
                + " (as set: "
                + best.agreeing()
                + " records of "
                + best.fields()
                + ")");
      }
    }
  }

  private void setting(String name, Optional<String> option, String value, boolean detected) {
    Origin origin = option.isPresent() ? Origin.SET : detected ? Origin.DETECTED : Origin.DEFAULT;
    findings.set(name, Findings.visible(value), origin);
  }

  /**
   * Some records of the table.
   *
   * @param rows those without problems
   * @param firstEnd where the first of all ends, from the table's beginning
   * @param firstProblem what is wrong with the first of all
   */
  private record Sample(List<List<String>> rows, int firstEnd, Optional<String> firstProblem) {}

  private Sample sample(DialectTrial best, String newline, byte[] rest) throws IOException {
    CsvDialect dialect = best.dialect();
    List<List<String>> rows = new ArrayList<>();
    int firstEnd = 0;
    String firstProblem = null;
    boolean first = true;
    try (CsvTokenizer tokenizer = CsvTokenizer.ofSample(dialect, rest, rest.length, text.end())) {
      int width = Math.max(1, Math.min(options.maxColumns(), Math.max(best.fields(), FEW_FIELDS)));
      int records = Math.min(LOOKED_AT_ROWS, 16 + rest.length / 256);
      FieldTable table = CsvTokenizer.newTable(dialect, width, records);
      while (rows.size() < LOOKED_AT_ROWS && tokenizer.next(table)) {
        for (int r = 0; r < table.records() && rows.size() < LOOKED_AT_ROWS; r++) {
          if (first) {
            int ends = (int) (tokenizer.recordOffset(r) + tokenizer.recordLength(r));
            firstEnd = ends + Newlines.lengthAt(rest, ends, newline);
            firstProblem = table.problem(r) == null ? null : table.problemMessage(r);
            first = false;
          }
          if (table.problem(r) == null) {
            rows.add(Cells.of(table, r));
          }
        }
      }
    }
    return new Sample(rows, firstEnd, Optional.ofNullable(firstProblem));
  }

  private FileLayout.Csv layout(
      DialectTrial best,
      String newline,
      Sample sample,
      boolean hasHeader,
      int skipped,
      int skipLines) {
    CsvDialect dialect = best.dialect();
    List<List<String>> rows = sample.rows();
    List<String> names =
        hasHeader ? HeaderNames.of(rows.get(0), findings) : HeaderNames.generated(best.fields());
    if (hasHeader && names.size() != best.fields() && rows.size() > 1) {
      findings.evidence(
          "the header has "
              + names.size()
              + " names, but most records have "
              + best.fields()
              + " fields");
    }
    return new FileLayout.Csv(
        text.stored(skipped + (hasHeader ? sample.firstEnd() : 0)),
        new FileLayout.Quoting(
            dialect.delimiter(), dialect.quote(), dialect.escape(), dialect.comment()),
        new FileLayout.Lines(newline, skipLines, hasHeader, options.skipTrailingLines()),
        names,
        options.raggedRows(),
        options.maxRecordBytes());
  }

  private boolean hasHeader(Sample sample) {
    if (sample.rows().isEmpty()) {
      return sample.firstProblem().isPresent() && options.header().orElse(false);
    }
    HeaderDecision.Verdict verdict = new HeaderDecision(sample.rows()).decide();
    boolean header =
        findings.decide("header", options.header(), verdict.present(), String::valueOf);
    if (header == verdict.present()) {
      findings.evidence((header ? "header: " : "no header: ") + verdict.reason());
    } else if (verdict.confidence() >= 0.9) {
      findings.conflict(
          "header is set to " + header + ", but the content contradicts it: " + verdict.reason());
    }
    return header;
  }
}
