package io.sluice.formats.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.format.Findings;
import io.sluice.formats.format.LaidOut;
import io.sluice.formats.format.LaidOut.Fit;
import io.sluice.formats.format.Setting.Origin;
import io.sluice.formats.format.TextSample;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.tabular.AboveTable;
import io.sluice.formats.tabular.HeaderNames;
import io.sluice.formats.tabular.Newlines;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.RaggedRows;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Settles how a file of delimited text is to be read. */
final class CsvInspector {
  /** Another dialect must explain so much more of each line before a set one is doubted. */
  private static final double DOUBT = 0.25;

  /** How much of a difference in price makes how much certainty. */
  private static final double CERTAINTY = 12;

  private static final int EXAMPLE = 60;

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
        findings.decide("newline", options.dialect().newline(), lines.newline(), Findings::visible);
    Optional<DelimiterLine> directive =
        options.lines().skipLines().isEmpty() ? DelimiterLine.of(text.bytes()) : Optional.empty();
    int given = options.lines().skipLines().orElse(directive.isPresent() ? 1 : 0);
    int base = Newlines.offsetOfLine(text.bytes(), newline, given);
    byte[] table = Arrays.copyOfRange(text.bytes(), base, text.bytes().length);
    Optional<String> named = directive.map(DelimiterLine::delimiter);
    DialectTrials dialects = new DialectTrials(table, text.complete(), options, named, newline);
    List<DialectTrial> trials = dialects.trials();
    DialectTrial best = trials.get(0);
    directive.ifPresent(line -> findings.note(line.note()));
    Optional<DialectTrial> other = otherDelimiter(trials, best);
    note(best, dialects, named);
    int skipped = base;
    int skipLines = given;
    if (options.lines().skipLines().isEmpty() && best.shape().start() > 0) {
      int above = (int) best.tableOffset();
      skipped = base + above;
      skipLines = given + Newlines.linesBefore(table, newline, above);
    }
    if (options.lines().skipLines().isEmpty() && best.shape().titled()) {
      byte[] titled = Arrays.copyOfRange(text.bytes(), skipped, text.bytes().length);
      int title = TableTop.of(best, titled, text.end(), options, newline).firstEnd();
      skipLines += Newlines.linesBefore(titled, newline, title);
      skipped += title;
    }
    if (skipLines > given) {
      String what = skipped(skipLines - given);
      findings.note(what + ": " + firstLine(skipLines - given, table), what);
    }
    findings.set(
        "skip_lines",
        Integer.toString(skipLines),
        options.lines().skipLines().isPresent()
            ? Origin.SET
            : skipLines > 0 ? Origin.DETECTED : Origin.DEFAULT);
    if (best.fields() > options.bounds().maxColumns()) {
      return new LaidOut.Refused(
          "delimited text whose records have "
              + best.fields()
              + " fields, more than max_columns = "
              + options.bounds().maxColumns(),
          "Raise source.options.max_columns if that is right, or set the delimiter");
    }
    byte[] rest = Arrays.copyOfRange(text.bytes(), skipped, text.bytes().length);
    TableTop top = TableTop.of(best, rest, text.end(), options, newline);
    TableHeader header = new TableHeader(top, best.shape(), options, findings);
    boolean present = header.present();
    if (present && top.firstProblem().isPresent()) {
      return new LaidOut.Refused(
          "delimited text whose first record, which should be the header, cannot be read: "
              + top.firstProblem().get(),
          "Repair the record, begin after it by source.options.skip_lines, or set"
              + " source.options.header to false, so that it is rejected like any other");
    }
    PassedOver above =
        new AboveTable(text.bytes(), newline)
            .count(
                skipped,
                directive.isPresent() ? Reason.DELIMITER_LINE : Reason.ABOVE_TABLE,
                skipped + (present ? top.firstBegin() : 0),
                best.dialect().comment());
    FileLayout.Lines placed =
        new FileLayout.Lines(
            newline, skipLines, present, options.lines().skipTrailingLines(), above);
    CsvLayout layout = layout(best, placed, top, header, skipped);
    double certainty = certainty(best, other);
    doubt(certainty, layout, other);
    return new LaidOut.Accepted(
        layout,
        String.format(
            Locale.ROOT,
            "CSV, %d columns, %s, %s",
            layout.header().size(),
            layout.header().size() == 1
                ? "no delimiter"
                : "delimiter '" + Findings.visible(layout.delimiter()) + "'",
            layout.hasHeader() ? "with header" : "without header"),
        Math.min(certainty, header.confidence()),
        other.map(CsvInspector::describe),
        options.dialect().delimiter().isEmpty() && loose(layout) ? Fit.LOOSE : Fit.FIRM);
  }

  private RaggedRows ragged(DialectTrial best) {
    return options
        .lines()
        .raggedRows()
        .orElse(best.shape().shortened() ? RaggedRows.FILL : RaggedRows.REJECT);
  }

  private static String skipped(int lines) {
    return (lines == 1 ? "the first line is" : "the first " + lines + " lines are")
        + " above the table and "
        + (lines == 1 ? "is" : "are")
        + " skipped";
  }

  /** The first of those lines, as far as it serves to recognise them. */
  private static String firstLine(int lines, byte[] table) {
    String first = new String(table, 0, Math.min(table.length, 4 * EXAMPLE), UTF_8).stripLeading();
    String line = first.lines().findFirst().orElse("");
    return "'"
        + Findings.visible(line.substring(0, Math.min(EXAMPLE, line.length())))
        + (line.length() > EXAMPLE || lines > 1 ? "…" : "")
        + "'";
  }

  /** Whether nothing but single blanks, if anything, makes fields of the lines. */
  private static boolean loose(CsvLayout layout) {
    return layout.header().size() == 1 || layout.delimiter().equals(" ");
  }

  private double certainty(DialectTrial best, Optional<DialectTrial> other) {
    if (options.dialect().delimiter().isPresent()) {
      return 0.99;
    }
    double apart = other.map(next -> next.price() - best.price()).orElse(1.0);
    int rows = best.shape().rows();
    double few = (rows + 1.0) / (rows + 3);
    double explained = (double) best.shape().agreeing() / Math.max(1, rows);
    double sure = 1 - 0.5 * Math.exp(-CERTAINTY * Math.max(0, apart) * few);
    return rows == 0 ? 0.3 : Math.min(0.99, sure * (0.5 + 0.5 * explained));
  }

  private void doubt(double certainty, CsvLayout layout, Optional<DialectTrial> other) {
    if (certainty < Findings.SURE && options.dialect().delimiter().isEmpty()) {
      findings.doubt(
          certainty,
          layout.header().size() == 1
              ? "one column"
              : "delimiter '" + Findings.visible(layout.delimiter()) + "'",
          other.map(CsvInspector::describe),
          "delimiter");
    }
  }

  private static Optional<DialectTrial> otherDelimiter(
      List<DialectTrial> trials, DialectTrial best) {
    return trials.stream()
        .filter(trial -> !trial.dialect().delimiter().equals(best.dialect().delimiter()))
        // Whatever does not occur finds one column: the same by another name.
        .filter(trial -> best.fields() > 1 || trial.fields() > 1)
        .findFirst();
  }

  private static String describe(DialectTrial trial) {
    TableShape shape = trial.shape();
    return trial.fields() == 1
        ? String.format(Locale.ROOT, "one column, %d of %d lines", shape.agreeing(), shape.rows())
        : String.format(
            Locale.ROOT,
            "csv with delimiter '%s': %d of %d records have %d fields",
            Findings.visible(trial.dialect().delimiter()),
            shape.agreeing(),
            shape.rows(),
            trial.fields());
  }

  private void note(DialectTrial best, DialectTrials dialects, Optional<String> named) {
    CsvDialect dialect = best.dialect();
    SampleRecords records = best.records();
    boolean one = best.fields() <= 1;
    findings.evidence(
        one && options.dialect().delimiter().isEmpty()
            ? "no delimiter splits the records into equally many fields: one column"
            : describe(best)
                + (records.malformed() > 0 ? ", " + records.malformed() + " are malformed" : ""));
    findings.evidence(
        String.format(
            Locale.ROOT, "%.2f of each line is left unexplained on average", best.price()));
    setting(
        "delimiter",
        options.dialect().delimiter(),
        dialect.delimiter(),
        !one || best.shape().trailing() || named.isPresent());
    setting(
        "quote",
        options.dialect().quote(),
        dialect.quote(),
        records.quoted() > 0 || dialect.quote().isEmpty());
    setting("escape", options.dialect().escape(), dialect.escape(), !dialect.escape().isEmpty());
    setting("comment", options.lines().comment(), dialect.comment(), !dialect.comment().isEmpty());
    findings.set(
        "trailing_delimiter",
        String.valueOf(best.shape().trailing()),
        options.dialect().trailingDelimiter().isPresent()
            ? Origin.SET
            : best.shape().trailing() ? Origin.DETECTED : Origin.DEFAULT);
    if (best.shape().trailing() && options.dialect().trailingDelimiter().isEmpty()) {
      findings.note("every record ends with a delimiter: what follows it is not a field");
    }
    findings.set(
        "ragged_rows",
        ragged(best).name().toLowerCase(Locale.ROOT),
        options.lines().raggedRows().isPresent()
            ? Origin.SET
            : best.shape().shortened() ? Origin.DETECTED : Origin.DEFAULT);
    if (best.shape().shortened() && options.lines().raggedRows().isEmpty()) {
      findings.note(
          "records leave out empty fields at their end: what is missing is null. To reject them,"
              + " set source.options.ragged_rows: reject");
    }
    EndingSign.of(best)
        .ifPresent(
            end -> {
              String what =
                  "every record ends with '"
                      + end.sign()
                      + "', which the last column's values keep";
              String remedy = ". Set source.options.delimiter if it is the delimiter";
              findings.note(
                  what + ": '" + Findings.visible(end.example()) + "'" + remedy, what + remedy);
            });
    if (options.dialect().delimiter().isPresent() || options.dialect().quote().isPresent()) {
      DialectTrial free = dialects.unrestricted().get(0);
      if (free.price() + DOUBT < best.price() && free.fields() > 1) {
        findings.conflict(
            "delimiter and quote are set to '"
                + Findings.visible(dialect.delimiter())
                + "' and '"
                + dialect.quote()
                + "', but the content looks like "
                + describe(free)
                + " (as set: "
                + best.shape().agreeing()
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

  private CsvLayout layout(
      DialectTrial best, FileLayout.Lines lines, TableTop top, TableHeader header, int skipped) {
    CsvDialect dialect = best.dialect();
    boolean present = lines.hasHeader();
    List<String> names = present ? header.names() : HeaderNames.generated(best.fields());
    return new CsvLayout(
        text.stored(skipped + (present ? top.firstEnd() : 0)),
        new CsvLayout.Quoting(
            dialect.delimiter(), dialect.quote(), dialect.escape(), dialect.comment()),
        lines,
        new CsvLayout.Habits(
            best.shape().trailing(), present && names.size() > 1 ? top.firstText() : ""),
        names,
        ragged(best),
        options.bounds().maxRecordBytes());
  }
}
