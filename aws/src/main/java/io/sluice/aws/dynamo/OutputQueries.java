package io.sluice.aws.dynamo;

import io.sluice.aws.dynamo.OutputItems.Owned;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.RunRecord.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What runs wrote, by their manifests. */
final class OutputQueries {
  private final DynamoTable table;
  private final Runs runs;
  private final OutputItems items;
  private final Documents documents;

  OutputQueries(DynamoTable table, Runs runs, OutputItems items, Documents documents) {
    this.table = table;
    this.runs = runs;
    this.items = items;
    this.documents = documents;
  }

  Optional<Manifest> manifest(RunItem run) {
    return run.state() == State.RECORDED || run.state() == State.COMMITTED
        ? run.manifest()
            .map(documents::outputs)
            .map(
                outputs ->
                    new Manifest(
                        outputs.outputs(),
                        outputs.removed(),
                        outputs.table(),
                        documents.report(run.report().orElseThrow())))
        : Optional.empty();
  }

  /** All that is known of some outputs, each with its dataset. */
  List<Output> all(List<LiveFile> files) {
    Map<String, RunItem> found = runs.find(files.stream().map(LiveFile::runId).distinct().toList());
    List<RunItem> writers = List.copyOf(found.values());
    List<Documents.Outputs> manifests = manifests(writers);
    Map<LivePath, Output> outputs = new HashMap<>();
    for (int i = 0; i < writers.size(); i++) {
      RunItem run = writers.get(i);
      for (Output o : manifests.get(i).outputs()) {
        outputs.put(new LivePath(run.runId(), o.path()), named(o, datasetOf(run, o)));
      }
    }
    return files.stream().map(f -> outputs.get(new LivePath(f.runId(), f.path()))).toList();
  }

  private record LivePath(String runId, String path) {}

  private static String datasetOf(RunItem run, Output output) {
    return output.dataset().isEmpty() ? run.run().dataset() : output.dataset();
  }

  private static Output named(Output o, String dataset) {
    return new Output(
        o.kind(), o.path(), o.handle(), o.partition(), o.rows(), o.bytes(), o.sources(), dataset);
  }

  /** Live outputs that contain something of any of the files, each once. */
  List<Output> ofSources(String dataset, String tableName, Collection<String> uris) {
    Set<String> wanted = new HashSet<>(uris);
    Set<String> ids = new HashSet<>();
    for (String uri : wanted) {
      table
          .beginning(Keys.filePk(dataset, tableName, uri), "O#")
          .forEach(item -> ids.add(Items.text(item, Keys.SK).substring("O#".length())));
    }
    List<RunItem> committed =
        runs.find(ids).values().stream()
            .filter(run -> run.state() == State.COMMITTED)
            .sorted(Comparator.comparing((RunItem run) -> run.commitNumber().orElseThrow()))
            .toList();
    List<Documents.Outputs> manifests = manifests(committed);
    List<Owned> outputs = new ArrayList<>();
    for (int i = 0; i < committed.size(); i++) {
      RunItem run = committed.get(i);
      manifests.get(i).outputs().stream()
          .filter(o -> datasetOf(run, o).equals(dataset))
          .filter(o -> o.sources().stream().anyMatch(r -> wanted.contains(r.uri())))
          .forEach(o -> outputs.add(new Owned(run.runId(), o)));
    }
    return items.live(outputs).stream().map(Owned::output).toList();
  }

  private List<Documents.Outputs> manifests(List<RunItem> committed) {
    return documents.outputs(committed.stream().map(run -> run.manifest().orElseThrow()).toList());
  }
}
