package io.sluice.formats.tabular;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.decode.ScalarRecognizer;
import io.sluice.formats.format.Findings;
import io.sluice.formats.read.ReadColumn.ValueRules;
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

  private static final double PRIOR = 0.3;

  private static final int NUMBERS =
      ScalarRecognizer.INTEGER | ScalarRecognizer.DECIMAL | ScalarRecognizer.DOUBLE;

  /**
   * @param present whether it is a header
   */
  public record Verdict(boolean present, double confidence, String reason) {}

  private final ScalarRecognizer recognizer =
      new ScalarRecognizer(ValueRules.STRICT, Optional.empty(), Optional.empty());
  private final List<List<String>> rows;

  /**
   * @param rows the table's first records, as texts
   */
  public HeaderDecision(List<List<String>> rows) {
    this.rows = rows;
  }

  public Verdict decide() {
    List<String> first = rows.get(0);
    int typed = 0;
    for (String cell : first) {
      typed += types(cell) != 0 ? 1 : 0;
    }
    if (rows.size() == 1) {
      return alone(first, typed);
    }
    if (typed > 0 && !yearsAsNames(first)) {
      return new Verdict(
          false, 0.95, "the first record contains values, for example '" + firstTyped(first) + "'");
    }
    double votes = 0;
    String reason = "";
    for (int column = 0; column < first.size(); column++) {
      // After the check above, a typed cell is a year that names its column.
      double vote = types(first.get(column)) != 0 ? 1 : vote(column);
      if (vote >= 1 && reason.isEmpty()) {
        reason =
            "'"
                + Findings.visible(first.get(column))
                + "' is of another kind than the values below it";
      }
      votes += vote;
    }
    Set<String> distinct = new HashSet<>(first);
    distinct.remove("");
    int named = (int) first.stream().filter(cell -> !cell.isEmpty()).count();
    if (distinct.size() < named) {
      votes -= 0.5 * (named - distinct.size());
    }
    // Most files have a header: where nothing speaks against it, names are taken for one.
    if (first.stream().allMatch(HeaderDecision::isWords) && distinct.size() == first.size()) {
      votes += PRIOR * first.size();
    }
    boolean present = votes > 0;
    double confidence = Math.min(0.99, 0.55 + Math.abs(votes) / (2.0 + first.size()) * 0.6);
    if (reason.isEmpty()) {
      reason = present ? "its cells look like names" : "it looks like the records below";
    }
    return new Verdict(present, confidence, reason);
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

  /** Years as column names: ascending, and not of the kind of the values below. */
  private boolean yearsAsNames(List<String> first) {
    int last = 0;
    int years = 0;
    for (int column = 0; column < first.size(); column++) {
      String cell = first.get(column).strip();
      if (types(cell) == 0) {
        continue;
      }
      if (!cell.matches("(19|20)\\d\\d") || Integer.parseInt(cell) <= last) {
        return false;
      }
      last = Integer.parseInt(cell);
      years++;
      for (int row = 1; row < rows.size(); row++) {
        if (cell(row, column).matches("(19|20)\\d\\d")) {
          return false;
        }
      }
    }
    return years > 1;
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
      return -1;
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
  private static boolean isName(String cell) {
    String text = cell.strip();
    return text.matches("[\\p{L}_#][\\p{L}\\p{M}\\p{N}_ .()/%#&\\[\\]:-]{0,59}");
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
