package io.sluice.ingest.report;

import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.plan.IngestPlan;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.spec.TransformSpec;
import io.sluice.spec.report.RunReport.Counts;
import io.sluice.spec.report.RunReport.Data;
import io.sluice.spec.report.RunReport.FileReport;
import io.sluice.spec.report.RunReport.FilterSummary;
import io.sluice.spec.report.RunReport.OutputFile;
import io.sluice.spec.report.RunReport.QualityResult;
import io.sluice.spec.report.RunReport.RejectSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What is known of one reading of a run's files. A run that starts over begins another: numbers of
 * two readings never meet in one report.
 */
final class Attempt {
  private final Run run;
  private final List<String> warnings = new ArrayList<>();
  private List<InspectedFile> inspected = List.of();
  private Optional<IngestPlan> planned = Optional.empty();
  private Optional<WriteResult> written = Optional.empty();
  private List<QualityResult> quality = List.of();
  private List<Output> outputs = List.of();

  Attempt(Run run) {
    this.run = run;
  }

  void warn(String text) {
    warnings.add(text);
  }

  void inspected(List<InspectedFile> files) {
    inspected = List.copyOf(files);
  }

  void planned(IngestPlan value) {
    planned = Optional.of(value);
  }

  void written(WriteResult value, List<QualityResult> rules) {
    written = Optional.of(value);
    quality = List.copyOf(rules);
  }

  void committed(List<Output> published) {
    outputs = List.copyOf(published);
  }

  /**
   * @param unreadable entries of the source that were not read
   */
  Data data(List<FileReport> unreadable) {
    List<FileReport> files = files();
    files.addAll(unreadable);
    return new Data(
        written.map(WriteResult::totals).orElse(Counts.ZERO),
        files,
        outputFiles(),
        written.map(WriteResult::columns).orElse(List.of()));
  }

  List<RejectSummary> rejected() {
    return written.map(result -> result.rejected().reasons()).orElse(List.of());
  }

  List<FilterSummary> filtered() {
    return written.map(this::filtered).orElse(List.of());
  }

  List<QualityResult> quality() {
    return quality;
  }

  List<String> drift() {
    return planned.map(IngestPlan::drift).orElse(List.of());
  }

  /** How the rows were made, once they are. */
  Map<String, String> settings() {
    return written.isPresent() && planned.isPresent()
        ? Map.of("execution_path", planned.get().path().describe())
        : Map.of();
  }

  List<String> rejectWarnings() {
    return written
        .map(
            value ->
                new RejectWarnings(run, readable(), value.files(), value.rejected().reasons())
                    .texts())
        .orElse(List.of());
  }

  /** Where a folder's name cannot say that a text is empty, and not null. */
  List<String> emptyFolders() {
    return written.map(Attempt::emptyFolders).orElse(List.of());
  }

  private static List<String> emptyFolders(WriteResult result) {
    return result.emptyKeys().entrySet().stream()
        .map(
            of ->
                "partition key "
                    + of.getKey()
                    + " is the empty text in "
                    + of.getValue()
                    + (of.getValue() == 1 ? " row" : " rows")
                    + ": folders cannot tell it from null, so that it reads back as null")
        .toList();
  }

  /** What was said while it went on, and what the files' inspection says. */
  List<String> warnings() {
    List<String> all = new ArrayList<>(warnings);
    all.addAll(InspectedFile.warnings(inspected));
    return all;
  }

  /** What the readers passed over, and what steps of the spec filtered: the rest. */
  private List<FilterSummary> filtered(WriteResult result) {
    boolean withheld = run.spec().hidesValues();
    List<FilterSummary> all = new ArrayList<>();
    long left = result.totals().filtered();
    for (FilterSummary each : result.filtered()) {
      left -= each.rows();
      all.add(withheld ? new FilterSummary(each.reason(), each.rows(), each.file(), "") : each);
    }
    if (left > 0) {
      String conditions =
          run.spec().transforms().stream()
              .filter(TransformSpec.Filter.class::isInstance)
              .map(step -> ((TransformSpec.Filter) step).condition())
              .collect(Collectors.joining("; "));
      all.add(0, new FilterSummary("filter", left, "", conditions));
    }
    return all;
  }

  /** The files that were read, in the order of their counts. */
  private List<String> readable() {
    return inspected.stream()
        .filter(file -> !file.empty())
        .map(file -> file.version().uri())
        .toList();
  }

  private List<FileReport> files() {
    List<FileReport> files = new ArrayList<>();
    int readable = 0;
    for (InspectedFile file : inspected) {
      Counts counts = new Counts(0, 0, 0, 0, 0, file.version().size());
      if (!file.empty()) {
        int index = readable++;
        counts = written.map(result -> result.files().get(index)).orElse(counts);
      }
      files.add(
          new FileReport(
              file.version().uri(),
              file.version().identity(),
              file.empty() ? "empty" : file.layout().format(),
              file.settings(),
              counts,
              file.changed(),
              file.notes()));
    }
    return files;
  }

  private List<OutputFile> outputFiles() {
    List<OutputFile> files = new ArrayList<>();
    for (Output output : outputs) {
      if (output.kind() == Kind.DATA) {
        List<String> partition = new ArrayList<>();
        output.partition().forEach((key, value) -> partition.add(key + "=" + value));
        files.add(
            new OutputFile(
                output.path(), String.join("/", partition), output.rows(), output.bytes()));
      }
    }
    return files;
  }
}
