package io.sluice.formats.fixed;

import io.sluice.formats.fixed.FixedLayout.FixedField;
import io.sluice.formats.fixed.FixedLayout.Padding;
import io.sluice.formats.format.Findings;
import io.sluice.formats.format.LaidOut;
import io.sluice.formats.format.LaidOut.Fit;
import io.sluice.formats.format.Setting.Origin;
import io.sluice.formats.format.TextSample;
import io.sluice.formats.read.FileLayout.Lines;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.reject.PassedOver.Reason;
import io.sluice.formats.tabular.AboveTable;
import io.sluice.formats.tabular.Cells;
import io.sluice.formats.tabular.HeaderDecision;
import io.sluice.formats.tabular.HeaderNames;
import io.sluice.formats.tabular.Newlines;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.Unescaper;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.RaggedRows;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Settles how a file of fixed width is to be read. */
final class FixedInspector {
  private static final int LOOKED_AT_ROWS = 300;
  private static final double SET_BORDERS = 0.99;

  /** Blanks show borders, but not all of them, and some that are none. */
  private static final double FOUND_BORDERS = 0.6;

  private final TextSample text;
  private final SourceOptions options;
  private final Findings findings;

  FixedInspector(TextSample text, SourceOptions options, Findings findings) {
    this.text = text;
    this.options = options;
    this.findings = findings;
  }

  /** The first lines below those that the options skip, without comments. */
  static List<String> tableLines(TextSample text, SourceOptions options) {
    String newline = options.dialect().newline().orElse(Newlines.of(text.bytes()).newline());
    int skipLines = options.lines().skipLines().orElse(0);
    return withoutComments(
        text.from(Newlines.offsetOfLine(text.bytes(), newline, skipLines)), options);
  }

  private static List<String> withoutComments(TextSample table, SourceOptions options) {
    String comment = options.lines().comment().orElse("");
    return table.lines().stream()
        .filter(line -> comment.isEmpty() || !line.startsWith(comment))
        .toList();
  }

  /** The layout by the fields that the options set, or else by those that the blanks show. */
  LaidOut inspect() throws IOException {
    Newlines newlines = Newlines.of(text.bytes());
    int skipLines = options.lines().skipLines().orElse(0);
    String newline = options.dialect().newline().orElse(newlines.newline());
    int base = Newlines.offsetOfLine(text.bytes(), newline, skipLines);
    TextSample table = text.from(base);
    List<FixedField> fields = fields(table);
    if (fields.isEmpty()) {
      return new LaidOut.Refused(
          "text in columns of fixed width, and nothing shows where each column begins",
          "Set source.format to fixed_width and say where its fields are under"
              + " source.options.fields, or how wide they are under source.options.widths; or set"
              + " it to csv to read it as delimited text anyway");
    }
    findings.evidence(newlines.evidence());
    findings.decide("newline", options.dialect().newline(), newline, Findings::visible);
    boolean set = isSet();
    findings.set(
        options.fixedWidth().fields().isEmpty() ? "widths" : "fields",
        shown(fields),
        set ? Origin.SET : Origin.DETECTED);
    findings.set(
        "skip_lines",
        Integer.toString(skipLines),
        options.lines().skipLines().isPresent() ? Origin.SET : Origin.DEFAULT);
    FixedLayout unheaded = layout(base, lines(newline, skipLines, false, base, base), fields);
    List<List<String>> rows = new ArrayList<>();
    List<String> first = List.of();
    int headerBegin = 0;
    int headerEnd = 0;
    int fitting = 0;
    try (FixedTokenizer tokenizer = FixedTokenizer.ofSample(unheaded, table.bytes(), text.end())) {
      FieldTable into = new FieldTable(fields.size(), LOOKED_AT_ROWS, Unescaper.NONE);
      while (rows.size() < LOOKED_AT_ROWS && tokenizer.next(into)) {
        for (int r = 0; r < into.records() && rows.size() < LOOKED_AT_ROWS; r++) {
          if (rows.isEmpty()) {
            headerBegin = (int) tokenizer.recordOffset(r);
            int ends = (int) (headerBegin + tokenizer.recordLength(r));
            headerEnd = ends + Newlines.lengthAt(table.bytes(), ends, newline);
            first = Cells.all(into, r);
          }
          rows.add(into.problem(r) == null ? Cells.of(into, r) : List.of());
          fitting += into.fieldCounts()[r] == fields.size() ? 1 : 0;
        }
      }
    }
    judge(fitting, rows.size(), set);
    boolean header = !rows.isEmpty() && hasHeader(first, rows);
    if (header && options.fixedWidth().fields().isEmpty()) {
      fields = renamed(fields, HeaderNames.of(first, findings));
    }
    FixedLayout layout =
        layout(
            base + (header ? headerEnd : 0),
            lines(newline, skipLines, header, base, base + (header ? headerBegin : 0)),
            fields);
    double share = rows.isEmpty() ? 1 : (double) fitting / rows.size();
    if (!set) {
      findings.doubt(
          FOUND_BORDERS * share,
          "fields of " + shown(fields) + " characters, by the blanks between them",
          Optional.empty(),
          "widths");
    }
    return new LaidOut.Accepted(
        layout,
        String.format(
            Locale.ROOT,
            "fixed width, %d columns, %s",
            fields.size(),
            header ? "with header" : "without header"),
        (set ? SET_BORDERS : FOUND_BORDERS) * share,
        Optional.empty(),
        Fit.FIRM);
  }

  private boolean isSet() {
    return !options.fixedWidth().fields().isEmpty() || !options.fixedWidth().widths().isEmpty();
  }

  private Lines lines(String newline, int skipLines, boolean header, int base, int firstRecord) {
    PassedOver above =
        new AboveTable(text.bytes(), newline)
            .count(base, Reason.ABOVE_TABLE, firstRecord, options.lines().comment().orElse(""));
    return new Lines(newline, skipLines, header, options.lines().skipTrailingLines(), above);
  }

  private FixedLayout layout(int dataStart, Lines lines, List<FixedField> fields) {
    return new FixedLayout(
        text.stored(dataStart),
        options.lines().comment().orElse(""),
        lines,
        fields,
        options.lines().raggedRows().orElse(RaggedRows.REJECT),
        options.bounds().maxRecordBytes());
  }

  private List<FixedField> fields(TextSample table) {
    Padding padding = options.values().trim().orElse(true) ? Padding.DROP : Padding.KEEP;
    List<FixedField> fields = new ArrayList<>();
    int at = 0;
    if (!options.fixedWidth().fields().isEmpty()) {
      for (io.sluice.spec.FixedField field : options.fixedWidth().fields()) {
        int start = field.start().map(first -> first - 1).orElse(at);
        at = field.length().map(length -> start + length).orElse(FixedField.OPEN);
        fields.add(new FixedField(field.name().strip(), start, at, padding));
      }
      return fields;
    }
    List<Integer> widths =
        options.fixedWidth().widths().isEmpty()
            ? FixedWidthShape.widths(withoutComments(table, options))
            : options.fixedWidth().widths();
    List<String> names = HeaderNames.generated(widths.size());
    for (int f = 0; f < widths.size(); f++) {
      fields.add(new FixedField(names.get(f), at, at + widths.get(f), padding));
      at += widths.get(f);
    }
    return fields;
  }

  private String shown(List<FixedField> fields) {
    return fields.stream()
        .map(
            field ->
                options.fixedWidth().fields().isEmpty()
                    ? Integer.toString(field.end() - field.start())
                    : "{name: "
                        + field.name()
                        + ", start: "
                        + (field.start() + 1)
                        + (field.end() == FixedField.OPEN
                            ? ""
                            : ", length: " + (field.end() - field.start()))
                        + "}")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private void judge(int fitting, int rows, boolean set) {
    findings.evidence(
        fitting + " of the first " + rows + " records are as long as their fields together");
    if (set && fitting < 0.5 * rows) {
      findings.conflict(
          "by the lengths that are set for the fields, only "
              + fitting
              + " of the first "
              + rows
              + " records would be whole");
    }
  }

  /**
   * Names that the spec gives are recognized; without them the first line must look like names.
   *
   * @param first all cells of the first record: the blanks after its last name may be missing
   */
  private boolean hasHeader(List<String> first, List<List<String>> rows) {
    if (!options.fixedWidth().fields().isEmpty()) {
      List<String> names =
          options.fixedWidth().fields().stream().map(io.sluice.spec.FixedField::name).toList();
      boolean present = true;
      for (int f = 0; present && f < names.size(); f++) {
        present = first.get(f).strip().equalsIgnoreCase(names.get(f).strip());
      }
      return findings.decide("header", options.lines().header(), present, String::valueOf);
    }
    return HeaderDecision.settle(new HeaderDecision(rows).decide(), options, findings);
  }

  private static List<FixedField> renamed(List<FixedField> fields, List<String> names) {
    List<FixedField> renamed = new ArrayList<>();
    for (int f = 0; f < fields.size(); f++) {
      FixedField field = fields.get(f);
      renamed.add(new FixedField(names.get(f), field.start(), field.end(), field.padding()));
    }
    return renamed;
  }
}
