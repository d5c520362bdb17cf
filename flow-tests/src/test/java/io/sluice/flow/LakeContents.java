package io.sluice.flow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.cli.lake.LakeView;
import io.sluice.ingest.place.Places;
import io.sluice.ledger.FileHistoryEntry;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.RunRecord;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.lake.TableLayout;
import io.sluice.spec.report.RunReport;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReports;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one run left of a dataset: its rows and files, and what catalog, ledger and report say of
 * them, each as lines. Times, ids, and on which machine and in which lake it was, are left out, so
 * that two runs of one spec over the same files are equal wherever they ran.
 */
final class LakeContents {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final String root;
  private final String dataset;
  private final String source;
  private final String runId;

  private LakeContents(String root, String dataset, String source, String runId) {
    this.root = root;
    this.dataset = dataset;
    this.source = source;
    this.runId = runId;
  }

  /**
   * Looks at all of it.
   *
   * @param dataset named as its table, and run once
   * @param source the folder of its files, in which every file is one of them
   */
  static Map<String, List<String>> of(String lake, String dataset, String source)
      throws IOException {
    Map<String, List<String>> all = new TreeMap<>();
    try (LakeView view = LakeView.open(new LakeLocation(lake))) {
      List<RunRecord> runs =
          view.lake().ledger().runs(Optional.of(dataset), Optional.empty(), Integer.MAX_VALUE);
      if (runs.size() != 1) {
        throw new AssertionError(dataset + " has " + runs.size() + " runs in " + lake);
      }
      RunRecord run = runs.get(0);
      LakeContents these = new LakeContents(lake, dataset, source, run.runId());
      RunReport report = view.lake().ledger().report(run.runId()).orElseThrow();
      all.put(
          "rows",
          CommandLineForTests.query(lake, "SELECT * FROM flow." + dataset + " ORDER BY ALL"));
      all.put("files", these.files(report));
      all.put("rejects", these.rejects(report));
      all.put("catalog", these.catalog(view));
      all.put("ledger", these.ledger(view, run, report));
      all.put("report", these.report(report));
    }
    return all;
  }

  /** Each of the table's with its digest; where it lies is told by its partition. */
  private List<String> files(RunReport report) throws IOException {
    List<String> files = new ArrayList<>();
    for (RunReport.OutputFile file : report.data().outputs()) {
      files.add(
          "%s: %d rows, %d bytes, %s"
              .formatted(file.partition(), file.rows(), file.bytes(), FileDigest.of(file.path())));
    }
    return sorted(files);
  }

  private List<String> rejects(RunReport report) throws IOException {
    List<String> rejects = new ArrayList<>();
    if (report.data().totals().rejected() > 0) {
      String[] all = {"rejects", dataset, "--limit", "0", "--lake", root, "--output", "json"};
      for (JsonNode record : JSON.readTree(CommandLineForTests.run(all))) {
        ((ObjectNode) record).remove(List.of("run_id", "rejected_at"));
        rejects.add(anywhere(record.toString()));
      }
    }
    return sorted(rejects);
  }

  private List<String> catalog(LakeView view) {
    List<String> lines = new ArrayList<>();
    for (String name : List.of(dataset, dataset + TableLayout.REJECTS_SUFFIX)) {
      Optional<Table> table = view.lake().catalog().table("flow", name);
      if (table.isPresent()) {
        lines.add(anywhere(words(table.get())));
        for (Partition partition : view.lake().catalog().partitions(table.get())) {
          // Records of rejects name their files in full, which are longer words in a bucket.
          String bytes = name.equals(dataset) ? " " + partition.bytes() : "";
          // In a bucket a partition begins in a folder of its own, which a correction replaces.
          String place = partition.location().replaceFirst("/" + Places.FIRST + "$", "");
          lines.add(anywhere(partition.values() + " " + place + " " + partition.rows()) + bytes);
        }
      }
    }
    return lines;
  }

  private static String words(Table table) {
    return "%s %s %s %s %s"
        .formatted(
            table.qualifiedName(),
            table.listed(),
            table.columns(),
            table.partitionKeys(),
            new TreeMap<>(table.parameters()));
  }

  private List<String> ledger(LakeView view, RunRecord run, RunReport report) {
    List<String> lines = new ArrayList<>();
    lines.add(
        anywhere(
            "run %s %s %s %s %s"
                .formatted(
                    run.state(), run.table(), run.location(), run.message(), run.figures())));
    for (Manifest.Output output :
        view.lake().ledger().manifest(run.runId()).orElseThrow().outputs()) {
      String bytes = output.kind() == Manifest.Kind.DATA ? " " + output.bytes() : "";
      lines.add(
          anywhere(
              "output %s %s %d%s %s"
                  .formatted(
                      output.kind(), output.partition(), output.rows(), bytes, output.sources())));
    }
    for (FileReport file : report.data().files()) {
      for (FileHistoryEntry entry : view.lake().ledger().history(dataset, file.uri())) {
        lines.add(
            anywhere(
                "file %s %d bytes %s %s"
                    .formatted(
                        entry.file().uri(), entry.file().size(), entry.table(), entry.state())));
      }
    }
    return sorted(lines);
  }

  private List<String> report(RunReport report) throws JsonProcessingException {
    ObjectNode json = (ObjectNode) JSON.readTree(RunReports.toJson(report));
    json.remove(List.of("started_at", "finished_at", "stages"));
    ((ObjectNode) json.path("settings")).remove("engine");
    json.path("files").forEach(file -> ((ObjectNode) file).remove("identity"));
    List<String> lines = new ArrayList<>();
    json.fields()
        .forEachRemaining(
            field -> {
              List<String> values = new ArrayList<>();
              if (field.getKey().equals("outputs")) {
                // Which comes first is chance where several tasks write, and so are their names.
                field.getValue().forEach(output -> ((ObjectNode) output).remove("path"));
              }
              if (field.getValue().isArray()) {
                field.getValue().forEach(value -> values.add(anywhere(value.toString())));
              } else {
                values.add(anywhere(field.getValue().toString()));
              }
              sorted(values).forEach(value -> lines.add(field.getKey() + ": " + value));
            });
    return sorted(lines);
  }

  private static List<String> sorted(List<String> lines) {
    return lines.stream().sorted().toList();
  }

  /** The same words, whatever run, dataset, lake and folder of files are called. */
  private String anywhere(String text) {
    return text.replace("file://" + source, "SOURCE")
        .replace(source, "SOURCE")
        .replace(root, "LAKE")
        .replace(runId, "RUN")
        .replace(dataset, "DATASET");
  }
}
