package io.sluice.formats.csv;

import io.sluice.formats.format.Findings;
import io.sluice.formats.tabular.HeaderDecision;
import io.sluice.formats.tabular.HeaderDecision.Verdict;
import io.sluice.formats.tabular.HeaderNames;
import io.sluice.spec.SourceOptions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether a table has a header, and what it names the fields of the rows. */
final class TableHeader {
  private final TableTop top;
  private final TableShape shape;
  private final Findings findings;
  private final boolean present;
  private double confidence = 1;

  TableHeader(TableTop top, TableShape shape, SourceOptions options, Findings findings) {
    this.top = top;
    this.shape = shape;
    this.findings = findings;
    this.present = decide(options);
  }

  private boolean decide(SourceOptions options) {
    if (top.rows().isEmpty()) {
      return top.firstProblem().isPresent() && options.lines().header().orElse(false);
    }
    Verdict verdict =
        shape.headed() && !shape.titled()
            ? new Verdict(true, 0.9, "its cells look like names, though there are more or fewer")
            : HeaderDecision.ofPerhapsRepeated(comparable());
    if (options.lines().header().isEmpty()) {
      confidence = verdict.confidence();
      if (confidence < Findings.SURE) {
        findings.doubt(
            confidence,
            verdict.present() ? "a header" : "no header",
            Optional.of(verdict.present() ? "no header" : "a header"),
            "header");
      }
    }
    boolean header = HeaderDecision.settle(verdict, options, findings);
    List<String> first = top.rows().get(0);
    long again = top.rows().stream().skip(1).filter(first::equals).count();
    if (header && again > 0 && first.size() > 1) {
      findings.note(
          "the header is repeated "
              + (again == 1 ? "once" : again + " times")
              + " among the first "
              + top.rows().size()
              + " records: it is skipped wherever it is repeated");
    }
    return header;
  }

  /** The first record and those as wide as the rows. */
  private List<List<String>> comparable() {
    List<String> first = top.rows().get(0);
    List<List<String>> rows = new ArrayList<>();
    rows.add(first);
    int raw = shape.width() + (shape.trailing() ? 1 : 0);
    for (List<String> row : top.rows().subList(1, top.rows().size())) {
      boolean fits = row.size() == shape.width() || row.size() == raw;
      // Of a table so wide that not all of it is looked at, no more can be said.
      if (fits || row.size() >= first.size()) {
        rows.add(row);
      }
    }
    return rows;
  }

  boolean present() {
    return present;
  }

  /** Of the decision; 1 if the spec takes it. */
  double confidence() {
    return confidence;
  }

  /** A name for each field of the rows. */
  List<String> names() {
    List<String> cells = new ArrayList<>(top.rows().get(0));
    int fields = shape.width();
    boolean looked = shape.agreeing() > 0 && top.rows().size() > 1 && fields > 0;
    while (looked && cells.size() > fields && cells.get(cells.size() - 1).isBlank()) {
      cells.remove(cells.size() - 1);
    }
    if (!looked || cells.size() == fields) {
      return HeaderNames.of(cells, findings);
    }
    if (shape.headed() && cells.size() == fields - 1 && namesRows()) {
      cells.add(0, "");
      findings.note(
          "the header has one name less than the records have fields: the first field names rows");
    } else if (shape.headed() && cells.size() < fields) {
      findings.note(
          "the header has "
              + cells.size()
              + " names, the records have "
              + fields
              + " fields: the last have no name");
      while (cells.size() < fields) {
        cells.add("");
      }
    } else if (shape.headed()) {
      String what =
          "the header has " + cells.size() + " names, the records have " + fields + " fields";
      findings.note(
          what
              + ": there is nothing below '"
              + Findings.visible(String.join("', '", cells.subList(fields, cells.size())))
              + "'",
          what);
      cells = cells.subList(0, fields);
    } else {
      findings.note(
          "the header has " + cells.size() + " names, but most records have " + fields + " fields");
    }
    return HeaderNames.of(cells, findings);
  }

  /** Whether no two rows begin alike. */
  private boolean namesRows() {
    Set<String> seen = new HashSet<>();
    for (List<String> row : top.rows().subList(1, top.rows().size())) {
      if (row.size() == shape.width() && !seen.add(row.get(0))) {
        return false;
      }
    }
    return true;
  }
}
