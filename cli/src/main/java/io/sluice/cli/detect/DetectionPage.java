package io.sluice.cli.detect;

import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.terminal.Terminal;
import io.sluice.formats.format.Setting;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.inspect.Inspection;
import io.sluice.spec.ColumnSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A detection as a page to read. */
public final class DetectionPage {
  /** Of so many files of a dataset everything is told; of the others only what they are. */
  private static final int FILES_IN_DETAIL = 3;

  private final PrintWriter out;
  private final Terminal terminal;

  public DetectionPage(PrintWriter out, Terminal terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  /** Prints the page. */
  public void print(Detection detection) {
    for (DetectedDataset dataset : detection.datasets()) {
      List<DetectedFile> files = dataset.files();
      for (int i = 0; i < files.size(); i++) {
        file(files.get(i), i < FILES_IN_DETAIL);
      }
      columns(dataset);
      out.println();
    }
    detection.others().forEach(file -> file(file, true));
  }

  private void file(DetectedFile file, boolean detailed) {
    Inspection found = file.inspection();
    out.println(
        terminal.bold(Cells.oneLine(file.path().toString()))
            + "  "
            + Cells.bytes(found.size())
            + "  "
            + Cells.oneLine(found.summary()));
    if (!found.remedy().isEmpty()) {
      out.println("  " + Cells.oneLine(found.remedy()));
    }
    found
        .basis()
        .conflicts()
        .forEach(
            conflict ->
                out.println(
                    "  " + terminal.styled("33", "conflict: " + Cells.oneLine(conflict.text()))));
    if (!detailed) {
      return;
    }
    if (found.layout().isPresent()) {
      out.println(
          "  confidence "
              + percent(found.confidence())
              + found.runnerUp().map(next -> ", next best: " + Cells.oneLine(next)).orElse(""));
    }
    for (Setting.Origin origin : Setting.Origin.values()) {
      String settings =
          found.basis().settings().stream()
              .filter(setting -> setting.origin() == origin)
              .map(setting -> setting.name() + " " + shown(setting.value()))
              .collect(Collectors.joining(", "));
      if (!settings.isEmpty()) {
        out.println("  " + origin.name().toLowerCase(Locale.ROOT) + ": " + settings);
      }
    }
    found.basis().evidence().forEach(finding -> out.println("  - " + Cells.oneLine(finding)));
  }

  private void columns(DetectedDataset dataset) {
    List<ColumnSpec> specs = SpecSuggestion.columns(dataset);
    TextTable table = new TextTable().left("column", "type", "null", "from", "because");
    for (int i = 0; i < specs.size(); i++) {
      InferredColumn column = dataset.allColumns().get(i);
      table.row(
          specs.get(i).name(),
          column.type().ddl(),
          column.nullable() ? "yes" : "no",
          column.name().equals(specs.get(i).name()) ? "" : column.name(),
          column.evidence());
    }
    out.println();
    if (table.rowCount() > 0) {
      table.print(out, terminal, "  ");
    }
    dataset.notes().forEach(note -> out.println("  - " + Cells.oneLine(note)));
    for (String problem : dataset.problems()) {
      out.println(
          "  " + terminal.styled("31", "cannot be read further: " + Cells.oneLine(problem)));
    }
    out.println(
        "  "
            + terminal.dim(
                Cells.count(dataset.records())
                    + " records looked at in "
                    + Cells.count(dataset.files().size())
                    + (dataset.files().size() == 1 ? " file" : " files")));
  }

  private static String percent(double fraction) {
    return Math.round(100 * fraction) + " %";
  }

  private static String shown(String value) {
    boolean plain = value.chars().allMatch(Character::isLetterOrDigit) && !value.isEmpty();
    return plain ? value : "'" + Cells.oneLine(value) + "'";
  }
}
