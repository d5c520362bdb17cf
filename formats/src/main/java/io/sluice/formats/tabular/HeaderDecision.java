package io.sluice.formats.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.decode.ScalarRecognizer;
import io.sluice.formats.format.Findings;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.spec.SourceOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Does the first record name the columns? It does if it differs from the records below as names
 * differ from values: in type, in length, in not recurring.
 */
public final class HeaderDecision {
  /** Names that are seldom values. */
  private static final Set<String> USUAL =
      Set.of(
          "id",
          "name",
          "date",
          "time",
          "timestamp",
          "code",
          "type",
          "value",
          "key",
          "title",
          "description",
          "city",
          "country",
          "state",
          "status",
          "email",
          "address",
          "price",
          "amount",
          "count",
          "quantity",
          "year",
          "month",
          "day",
          "category",
          "label",
          "text",
          "first_name",
          "last_name",
          "lat",
          "lon",
          "latitude",
          "longitude",
          "url",
          "comment",
          "이름",
          "날짜",
          "주소",
          "번호",
          "코드",
          "名前",
          "日付",
          "住所",
          "姓名",
          "日期",
          "地址");

  private static final String YEAR = "(19|20)\\d\\d";
  private static final String DAY =
      "\\d{1,4}[-/]\\d{1,2}([-/]\\d{1,4})?|\\d{1,2}[.]\\d{1,2}[.]\\d{2,4}";
  private static final String NUMBER = "\\d{1,4}";

  /** What names in order may be made of. */
  private static final List<String> SERIES = List.of(YEAR, DAY, NUMBER);

  private static final double PRIOR = 0.3;

  /** Of a decision that nothing speaks against. */
  private static final double CLEAR = 0.95;

  /** Of so many records at most one is the header again, where that is not as clear. */
  private static final int SELDOM = 3;

  /** Of one that a record like the header speaks for, besides. */
  private static final double LIKELY = 0.75;

  private static final int NUMBERS =
      ScalarRecognizer.INTEGER | ScalarRecognizer.DECIMAL | ScalarRecognizer.DOUBLE;

  /**
   * @param present whether it is a header
   */
  public record Verdict(boolean present, double confidence, String reason) {}

  /**
   * @param contrasts columns of whose values the first cell is clearly none
   */
  private record Decided(Verdict verdict, int contrasts) {}

  private final ScalarRecognizer recognizer =
      new ScalarRecognizer(ValueRules.STRICT, Optional.empty(), Optional.empty());
  private final List<List<String>> rows;

  /**
   * @param rows the table's first records, as texts
   */
  public HeaderDecision(List<List<String>> rows) {
    this.rows = rows;
  }

  /**
   * Decides about a table in which the header may stand again: where the other records show clearly
   * that the first is one, those like it are no values.
   */
  public static Verdict ofPerhapsRepeated(List<List<String>> rows) {
    List<String> first = rows.get(0);
    List<List<String>> others = new ArrayList<>(List.of(first));
    rows.stream().skip(1).filter(row -> !row.equals(first)).forEach(others::add);
    if (first.size() > 1 && others.size() > 1 && others.size() < rows.size()) {
      Decided decided = new HeaderDecision(others).decided();
      Verdict verdict = decided.verdict();
      // Of values that recur, many do; a header stands once a file.
      boolean seldom = SELDOM * (rows.size() - others.size()) < others.size();
      if (verdict.present()
          && verdict.confidence() > (seldom || decided.contrasts() > 0 ? LIKELY : CLEAR)) {
        return verdict;
      }
    }
    return new HeaderDecision(rows).decide();
  }

  /**
   * Follows what is set, or else the verdict; notes it, and where what is set contradicts the
   * content.
   */
  public static boolean settle(Verdict verdict, SourceOptions options, Findings findings) {
    boolean header =
        findings.decide("header", options.lines().header(), verdict.present(), String::valueOf);
    if (header == verdict.present()) {
      findings.evidence((header ? "header: " : "no header: ") + verdict.reason());
    } else if (verdict.confidence() >= 0.9) {
      String what = "header is set to " + header + ", but the content contradicts it";
      findings.conflict(what + ": " + verdict.reason(), what);
    }
    return header;
  }

  public Verdict decide() {
    return decided().verdict();
  }

  private Decided decided() {
    List<String> first = rows.get(0);
    int typed = 0;
    for (String cell : first) {
      typed += types(cell) != 0 ? 1 : 0;
    }
    if (rows.size() == 1) {
      return new Decided(alone(first, typed), 0);
    }
    boolean series = typed > 0 && seriesAsNames(first);
    double votes = 0;
    int contrasts = 0;
    int against = 0;
    double recurring = 0;
    String reason = "";
    for (int column = 0; column < first.size(); column++) {
      boolean typedName = types(first.get(column)) != 0;
      double vote = typedName ? (series ? 1 : -1) : vote(column);
      contrasts += vote >= 1 ? 1 : 0;
      against += vote < 0 && !first.get(column).isBlank() ? 1 : 0;
      if (vote >= 1 && reason.isEmpty()) {
        reason =
            "'"
                + Findings.visible(first.get(column))
                + "' is of another kind than the values below it";
      }
      votes += vote;
      recurring += vote <= -0.4 && !typedName ? -0.3 - vote : 0;
    }
    // Where a column shows that the first record names it, names may be values elsewhere.
    votes += contrasts > 0 ? recurring : 0;
    if (typed > 0 && !series && (contrasts < 2 || contrasts < 3 * typed)) {
      String text = "the first record contains values, for example '" + firstTyped(first) + "'";
      return new Decided(new Verdict(false, 0.95, text), contrasts);
    }
    Set<String> distinct = new HashSet<>(first);
    distinct.remove("");
    int named = (int) first.stream().filter(cell -> !cell.isEmpty()).count();
    if (distinct.size() < named && contrasts == 0) {
      votes -= 0.5 * (named - distinct.size());
    }
    // Most files have a header: where nothing speaks against it, names are taken for one.
    if (first.stream().allMatch(HeaderDecision::isWords) && distinct.size() == first.size()) {
      votes += PRIOR * first.size();
    }
    boolean present = votes > 0;
    boolean clear = contrasts > 0 && against == 0;
    double confidence =
        present && clear ? 0.97 : Math.min(0.95, 1 - 0.45 * Math.exp(-1.5 * Math.abs(votes)));
    if (reason.isEmpty()) {
      reason = present ? "its cells look like names" : "it looks like the records below";
    }
    return new Decided(new Verdict(present, confidence, reason), contrasts);
  }

  private Verdict alone(List<String> first, int typed) {
    boolean names = typed == 0 && !first.isEmpty() && new HashSet<>(first).size() == first.size();
    for (String cell : first) {
      names &= isName(cell);
    }
    return names
        ? new Verdict(true, 0.6, "the only record, and all of its cells look like names")
        : new Verdict(false, 0.6, "the only record, and not all of its cells look like names");
  }

  private int types(String cell) {
    String text = cell.strip();
    byte[] bytes = text.getBytes(UTF_8);
    int types = recognizer.recognize(bytes, 0, bytes.length);
    // Numbers in the dress of some country, and codes.
    return types == 0 && text.matches("[-+$€£₩¥]?\\d[\\d.,\\s:/%-]*") ? NUMBERS : types;
  }

  private String firstTyped(List<String> cells) {
    for (String cell : cells) {
      if (types(cell) != 0) {
        return Findings.visible(cell);
      }
    }
    return "";
  }

  /**
   * Whether all values in the first record are names as pivoted tables have them: years, days or
   * months, or numbers in order, of another kind than the values below.
   */
  private boolean seriesAsNames(List<String> first) {
    List<String> names = new ArrayList<>();
    List<Integer> columns = new ArrayList<>();
    for (int column = 0; column < first.size(); column++) {
      if (types(first.get(column)) != 0) {
        names.add(first.get(column).strip());
        columns.add(column);
      }
    }
    if (names.size() < 2 || new HashSet<>(names).size() < names.size()) {
      return false;
    }
    for (String kind : SERIES) {
      if (names.stream().allMatch(name -> name.matches(kind))) {
        boolean ordered =
            switch (kind) {
              case DAY -> true;
              case YEAR -> inOrder(names, true);
              // Numbers from 1 on may be the first record all the same, if nothing stands beside.
              default -> columns.get(0) > 0 && inOrder(names, false);
            };
        return ordered && noneBelow(columns, kind);
      }
    }
    return false;
  }

  /**
   * @param steps whether there may be others than 1, and downwards
   */
  private static boolean inOrder(List<String> names, boolean steps) {
    int direction = 0;
    for (int i = 1; i < names.size(); i++) {
      int step = Integer.parseInt(names.get(i)) - Integer.parseInt(names.get(i - 1));
      if ((steps ? step == 0 : step != 1) || Integer.signum(step) == -direction) {
        return false;
      }
      direction = Integer.signum(step);
    }
    return steps || names.size() > 2;
  }

  private boolean noneBelow(List<Integer> columns, String kind) {
    boolean others = false;
    for (int column : columns) {
      for (int row = 1; row < rows.size(); row++) {
        String below = cell(row, column).strip();
        if (below.matches(kind)) {
          return false;
        }
        others |= !below.isEmpty();
      }
    }
    return others;
  }

  private String cell(int row, int column) {
    List<String> cells = rows.get(row);
    return column < cells.size() ? cells.get(column) : "";
  }

  /** Positive: the first cell of the column is a name; negative: it is one of the values. */
  private double vote(int column) {
    String first = rows.get(0).get(column).strip();
    if (first.isEmpty()) {
      return -0.2;
    }
    int values = 0;
    int typed = 0;
    int recurs = 0;
    int names = 0;
    long length = 0;
    Set<String> distinct = new HashSet<>();
    for (int row = 1; row < rows.size(); row++) {
      String cell = cell(row, column).strip();
      if (!cell.isEmpty()) {
        values++;
        typed += types(cell) != 0 ? 1 : 0;
        recurs += cell.equals(first) ? 1 : 0;
        names += isName(cell) ? 1 : 0;
        length += cell.length();
        distinct.add(cell);
      }
    }
    if (values == 0) {
      return isName(first) ? 0.2 : 0;
    }
    if (typed >= 0.8 * values && types(first) == 0) {
      return first.length() <= 60 ? 1 : 0.3;
    }
    if (recurs > 0) {
      // A name may be a value too; a column of nothing else has no name.
      return recurs == values ? -0.4 : -0.3 - 0.7 * Math.min(1, 5.0 * recurs / values);
    }
    double vote = USUAL.contains(first.toLowerCase(Locale.ROOT)) ? 0.9 : 0;
    vote += isName(first) && names < 0.5 * values ? 0.5 : 0;
    vote += !isName(first) ? -0.4 : 0;
    // Values that repeat themselves, and the first cell is none of them.
    vote += distinct.size() <= 0.4 * values ? 0.5 : 0;
    double average = (double) length / values;
    boolean odd = first.length() > 2.5 * average || first.length() < average / 2.5;
    return vote + (odd ? 0.3 : 0) + (looksMade(first) ? 0.5 : 0) - 0.05;
  }

  /** Short, begins with a letter, no sentence. */
  public static boolean isName(String cell) {
    String text = cell.strip();
    return text.matches("[\\p{L}_#%°][\\p{L}\\p{M}\\p{N}\\p{Sc}_ .()/%#&\\[\\]:'²³°µ?*!+-]{0,59}");
  }

  /** A name of words alone. */
  private static boolean isWords(String cell) {
    return cell.strip().matches("[\\p{L}\\p{M}_ ]{1,40}");
  }

  /** As programs write names: {@code order_id}, {@code orderId}, {@code L_ORDERKEY}. */
  private static boolean looksMade(String cell) {
    return cell.matches("[A-Za-z][A-Za-z0-9]*(_[A-Za-z0-9]+)+")
        || cell.matches("[a-z]+([A-Z][a-z0-9]+)+");
  }
}
