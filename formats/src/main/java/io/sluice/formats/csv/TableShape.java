package io.sluice.formats.csv;

import io.sluice.formats.tabular.HeaderDecision;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a table is in the records that a dialect makes of a sample, and what that leaves
 * unexplained. Everything that is not a row like the others is paid for; docs/formats/detection.md
 * has the list. Prices are in lines: 1 is what a line costs that nothing explains.
 */
final class TableShape {
  /** What stands above a table is no longer than this, in records. */
  static final int MOST_PREAMBLE = 60;

  private static final int TRIED_WIDTHS = 3;

  // Of a line that is no row.
  private static final double NO_ROW = 0.6;
  private static final double BROKEN = 0.7;
  private static final double SWALLOWED = 0.25;
  private static final double COMMENT = 0.1;

  /** Of each, where there are only comments. */
  private static final double NOTHING_ELSE = 0.3;

  /**
   * Of each line but one, which may be a header, that begins as remarks do, but is taken for a row.
   */
  private static final double HEADED_REMARK = 0.2;

  private static final double PREAMBLE = 0.35;
  private static final double WIDE_PREAMBLE = 0.6;
  private static final double DELIMITED_PREAMBLE = 1;

  // Of a hypothesis, once; and of each line below it, since what is wrong is so in all of them.
  private static final double ANY_PREAMBLE = 0.4;
  private static final double PREAMBLE_A_LINE = 0.03;
  private static final double DELIMITED_PREAMBLE_A_LINE = 0.15;
  private static final double HEADER_LOST = 2;
  private static final double TRAILING = 0.3;
  private static final double SHORTENED = 0.4;

  /** Of each record that leaves out empty fields at its end. */
  private static final double SHORT = 0.15;

  private static final double ACCIDENT = 0.35;
  private static final double COLON = 0.1;
  private static final double UNCOMMON = 0.02;
  private static final double PROSE = 0.2;
  private static final double LESS_SURE_WITH_FEW = 0.12;

  // Of a record of one field.
  private static final double WHOLE_LINE_VALUE = 0.02;
  private static final double WHOLE_LINE_QUOTED = 0.05;
  private static final double WHOLE_LINE = 0.3;
  private static final double HARD_DELIMITERS = 0.35;
  private static final double MARKED = 0.4;

  private static final double NEARLY_ALL = 0.9;

  private final SampleRecords records;
  private final CsvDialect dialect;
  private final TextLines lines;
  private final int read;
  private int width;
  private boolean trailing;
  private final ShortRows shorter;
  private int padded;
  private int start;
  private int agreeing;
  private int rows;
  private int typedFields;
  private double total;

  private TableShape(SampleRecords records, CsvDialect dialect, TextLines lines, int read) {
    this.records = records;
    this.dialect = dialect;
    this.lines = lines;
    this.read = read;
    this.width = read;
    this.shorter = ShortRows.of(records, read);
  }

  /** The cheapest table in the records. */
  static TableShape of(SampleRecords records, CsvDialect dialect, TextLines lines) {
    TableShape best = null;
    for (int width : widths(records)) {
      TableShape shape = new TableShape(records, dialect, lines, width);
      shape.judge();
      best = best == null || shape.total < best.total ? shape : best;
    }
    return best;
  }

  /** The most frequent numbers of fields, the most frequent first. */
  private static List<Integer> widths(SampleRecords records) {
    Map<Integer, Integer> frequencies = new HashMap<>();
    for (int i = 0; i < records.size(); i++) {
      if (records.count(i) > 0) {
        frequencies.merge(records.count(i), 1, Integer::sum);
      }
    }
    List<Integer> widths = new ArrayList<>(frequencies.keySet());
    widths.sort(
        (a, b) -> {
          int byFrequency = frequencies.get(b) - frequencies.get(a);
          return byFrequency != 0 ? byFrequency : b - a;
        });
    if (widths.isEmpty()) {
      return List.of(0);
    }
    List<Integer> tried = new ArrayList<>(widths.subList(0, Math.min(TRIED_WIDTHS, widths.size())));
    // A header is as wide as the widest record, if others leave out fields at their end.
    int widest = Collections.max(widths);
    if (!tried.contains(widest)) {
      tried.add(widest);
    }
    return tried;
  }

  private void judge() {
    if (read == 0) {
      total = records.size() * (NO_ROW + BROKEN) + comments();
      return;
    }
    trailing = endsWithDelimiter();
    width = trailing ? read - 1 : read;
    padded = paddedBlock();
    start = width > 1 ? startOfTable() : 0;
    total = aboveTable() + body() + comments();
    if (width > 1) {
      total += lines.count() * (habit() + LESS_SURE_WITH_FEW / width);
    }
    total += trailing ? TRAILING : 0;
    total += shortened() ? SHORTENED + SHORT * shorter.number() : 0;
  }

  private boolean fits(int record) {
    int count = records.count(record);
    return count == read || (trailing && count == width) || shorter.fits(record);
  }

  /** Whether the field after the last delimiter of each record is none. */
  private boolean endsWithDelimiter() {
    if (read < 2 || lines.trailing().isPresent()) {
      return read > 1 && lines.trailing().orElse(false);
    }
    int wide = 0;
    int empty = 0;
    int narrow = 0;
    boolean first = true;
    for (int i = 0; i < records.size(); i++) {
      narrow += records.count(i) == read - 1 ? 1 : 0;
      if (records.count(i) == read) {
        if (first && !records.endsEmpty(i)) {
          return false;
        }
        first = false;
        wide++;
        empty += records.endsEmpty(i) ? 1 : 0;
      }
    }
    boolean besideAnother = read > 2 && narrow == records.size() - 1;
    return empty == wide && (wide > 1 || (wide == 1 && narrow > 0 && besideAnother));
  }

  /** The beginning that leaves least unexplained: lines above a table are cheaper than in it. */
  private int startOfTable() {
    int most = Math.min(MOST_PREAMBLE, records.size() - 1);
    double saved = 0;
    double best = ANY_PREAMBLE;
    int at = 0;
    for (int i = 0; i < most; i++) {
      boolean title = isPaddedTitle(i);
      boolean row = fits(i) && !title;
      saved += (row ? 0 : NO_ROW) - preamblePrice(i);
      boolean mayEnd = !row && (fits(i + 1) || isShortHeader(i + 1)) && !isPaddedTitle(i + 1);
      if (mayEnd && saved > best - (title ? NO_ROW : 0)) {
        best = saved;
        at = i + 1;
      }
    }
    if (at == 0 && !fits(0) && Math.abs(records.count(0)) != width) {
      // What comes first and is neither a row nor a header for these rows stands above them.
      int first = 1;
      while (first < most && !fits(first)) {
        first++;
      }
      at = first < records.size() && fits(first) ? first : 0;
    }
    // A record that is a header, though it has a name more or less than the rows have fields.
    return at > 0 && isHeaderOfOtherWidth(at - 1, at) ? at - 1 : at;
  }

  /**
   * As spreadsheets write what stands above a table: few cells, and a delimiter for each column.
   */
  private boolean isPaddedTitle(int record) {
    if (record < padded) {
      return true;
    }
    return width > 2
        && record < records.size()
        && fits(record)
        && records.filled(record) <= 1
        && records.size() > record + 1
        && records.filled(record + 1) <= width;
  }

  /**
   * Records before one without any cell, if those are at most half full and what follows is full.
   */
  private int paddedBlock() {
    int most = Math.min(MOST_PREAMBLE, records.size() - 2);
    for (int i = 1; width > 2 && i < most && fits(i) && 2 * records.filled(i - 1) <= width; i++) {
      if (records.filled(i) == 0) {
        int next = i + 1;
        while (next < records.size() && fits(next) && records.filled(next) == 0) {
          next++;
        }
        boolean full = next < records.size() && fits(next) && 2 * records.filled(next) > width;
        return full ? next : 0;
      }
    }
    return 0;
  }

  private boolean isShortHeader(int record) {
    return record + 1 < records.size() && records.count(record) == width - 1 && fits(record + 1);
  }

  private double preamblePrice(int record) {
    int count = Math.abs(records.count(record));
    if (count == 1 && record < SampleRecords.KEPT_RECORDS) {
      List<String> cells = records.cells(record);
      if (!cells.isEmpty() && TextLines.isDelimited(cells.get(0))) {
        return DELIMITED_PREAMBLE;
      }
    }
    return count > Math.max(1, width / 2) && !isPaddedTitle(record) ? WIDE_PREAMBLE : PREAMBLE;
  }

  private double aboveTable() {
    if (start == 0) {
      return 0;
    }
    double price = ANY_PREAMBLE;
    double each = PREAMBLE_A_LINE;
    for (int i = 0; i < start; i++) {
      double line = preamblePrice(i);
      each = line == DELIMITED_PREAMBLE ? DELIMITED_PREAMBLE_A_LINE : each;
      price += line;
    }
    price += losesHeader() ? HEADER_LOST : 0;
    return price + lines.count() * (each + nameAbove());
  }

  /** Whether what stands first names the fields of wider records below. */
  private boolean losesHeader() {
    int wide = records.count(0);
    if (wide <= width || !records.cells(0).stream().allMatch(HeaderDecision::isName)) {
      return false;
    }
    int alike = 0;
    for (int i = 1; i < records.size(); i++) {
      if (records.count(i) > wide) {
        return false;
      }
      alike += records.count(i) == wide ? 1 : 0;
    }
    return alike > 0;
  }

  /** What it costs to take for a title what may well be the header of a file of one column. */
  private double nameAbove() {
    List<String> above = records.cells(start - 1);
    boolean name =
        start == 1 && above.size() == 1 && HeaderDecision.isName(above.get(0)) && read > 1;
    if (!name) {
      return 0;
    }
    List<List<String>> below = records.rows(start, read);
    if (below.size() > 1) {
      HeaderDecision.Verdict header = HeaderDecision.ofPerhapsRepeated(below);
      if (header.present() && header.confidence() > 0.7) {
        return 0;
      }
    }
    boolean accidental = " :".contains(dialect.delimiter()) || dialect.bareDelimiter().isPresent();
    return accidental || width == 2 ? 0.5 : width == 3 ? 0.25 : 0.03;
  }

  /** Whether the record before the first row names its fields, but one less or some more. */
  private boolean isHeaderOfOtherWidth(int record, int first) {
    List<String> cells = records.cells(record);
    if (cells.size() < 2 || cells.stream().filter(c -> !c.isBlank()).count() < 2) {
      return false;
    }
    List<List<String>> below = records.rows(first, read);
    boolean names = cells.stream().allMatch(cell -> cell.isBlank() || HeaderDecision.isName(cell));
    if (!names || width < 2 || cells.size() < Math.max(2, width / 2)) {
      return false;
    }
    return below.size() < 2 || !new HeaderDecision(below).decide().present();
  }

  /** Whether what could be a header has more names than there are fields, a sentence among them. */
  boolean titled() {
    if (!headed()) {
      return false;
    }
    List<String> cells = records.cells(start);
    return cells.stream().filter(cell -> !cell.isBlank()).count() > width
        && cells.stream().anyMatch(TableShape::isPhrase);
  }

  private static boolean isPhrase(String cell) {
    return cell.strip().chars().filter(c -> c == ' ').count() >= 2;
  }

  private double body() {
    double priced = 0;
    int pricedRows = 0;
    int unexplained = 0;
    double price = 0;
    int values = 0;
    for (int i = start; i < records.size(); i++) {
      if (fits(i)) {
        agreeing++;
        if (i < records.priced()) {
          typedFields += i > start ? records.typed(i) : 0;
          priced += records.price(i);
          pricedRows++;
          values += records.isValue(i) ? 1 : 0;
        }
      } else if (i > start || !headed()) {
        unexplained++;
        price += records.count(i) < 0 ? BROKEN : 0;
      }
      price += SWALLOWED * records.innerLines(i);
    }
    rows = records.size() - start;
    double share = (double) unexplained / Math.max(1, rows);
    // Where one in many is ragged, it is damaged; where many are, the hypothesis is wrong.
    price += unexplained * (NO_ROW + NO_ROW * share);
    if (pricedRows == 0) {
      return price;
    }
    return price + (width == 1 ? oneField(values, pricedRows) : priced / pricedRows) * agreeing;
  }

  /** What a record of one field costs: every delimiter that does not occur finds such. */
  private double oneField(int values, int priced) {
    double sum = 0;
    // One of them may be the header.
    boolean valued = values > 0 && values >= NEARLY_ALL * (priced - 1) && !dividesFirst();
    double text = WHOLE_LINE + HARD_DELIMITERS * lines.delimitedShare();
    for (int i = start; i < Math.min(records.size(), records.priced()); i++) {
      if (fits(i)) {
        boolean whole = valued && (records.isValue(i) || i == start);
        boolean quoted = records.filled(i) > 0 && records.isQuoted(i);
        sum += whole ? WHOLE_LINE_VALUE : quoted ? WHOLE_LINE_QUOTED : text;
      }
    }
    return sum / priced;
  }

  /** Whether what stands in the values stands in a header above them as well: a delimiter. */
  private boolean dividesFirst() {
    if (records.isValue(start) || start >= SampleRecords.KEPT_RECORDS) {
      return false;
    }
    List<String> first = records.cells(start);
    return first.size() == 1 && first.get(0).matches("[^,;|\t:]*[^,;|\t: ][,;|\t:][^/ ].*");
  }

  private double comments() {
    if (!dialect.comment().isEmpty()) {
      return (records.size() == 0 ? NOTHING_ELSE : COMMENT) * lines.marked();
    }
    return width == 1
        ? MARKED * records.marked()
        : HEADED_REMARK * Math.max(0, lines.remarks() - 1);
  }

  /** What the delimiter costs a line: some stand in lines by accident. */
  private double habit() {
    int others = Math.max(1, Math.min(rows, records.priced()) - 1);
    double typed = (double) typedFields / others / width;
    boolean contrast = typedFields >= others && start < records.size() && records.typed(start) == 0;
    return switch (dialect.delimiter()) {
      case ",", "\t", ";", "|" -> 0;
      case " " -> typed >= 0.5 || (contrast && !headed()) ? UNCOMMON : ACCIDENT;
      case ":" -> COLON + (typed >= 0.5 || contrast || isUserFile() ? UNCOMMON : ACCIDENT);
      case ", ", "; ", "| ", " , ", " ; ", " | " ->
          typed < 0.25 && width == 2 && !lowerNames() && records.quoted() == 0
              ? PROSE
              : UNCOMMON / 2;
      default -> UNCOMMON;
    };
  }

  /** Many fields, of which some are numbers, as in the tables of users and groups. */
  private boolean isUserFile() {
    return width >= 5 && typedFields >= Math.min(rows, records.priced()) - 1 && agreeing == rows;
  }

  private boolean lowerNames() {
    return start < SampleRecords.KEPT_RECORDS
        && start < records.size()
        && records.cells(start).stream().allMatch(cell -> cell.matches("[\\p{Ll}_][\\p{Ll}_0-9]*"));
  }

  /** Whether the first record of the table is a header of another width than the rows. */
  boolean headed() {
    return start < records.size() && !fits(start) && isHeaderOfOtherWidth(start, start + 1);
  }

  /** Fields of most records, without the empty one after a trailing delimiter. */
  int width() {
    return width;
  }

  /** Whether all records end with a delimiter. */
  boolean trailing() {
    return trailing;
  }

  /** Whether records leave out empty fields at their end. */
  boolean shortened() {
    return shorter.number() > 0;
  }

  /** Records above the table. */
  int start() {
    return start;
  }

  /** Records of the table that are rows. */
  int agreeing() {
    return agreeing;
  }

  /** Records of the table. */
  int rows() {
    return rows;
  }

  /** What the table leaves unexplained, in lines. */
  double total() {
    return total;
  }
}
