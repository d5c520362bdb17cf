package io.sluice.jobs.publish;

import io.sluice.jobs.inspect.InspectedFile;
import io.sluice.jobs.lake.Lake;
import io.sluice.ledger.Ledger.LiveOutput;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.rewrite.RowRemover;
import io.sluice.spark.rewrite.RowRemover.Published;
import io.sluice.spark.rewrite.RowRemover.Replacement;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.TargetSpec.WriteMode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts together what a run makes visible: its new files, and in place of files that hold rows or
 * rejects of an earlier version of a source, those files without these. To be used under the
 * table's {@link io.sluice.jobs.lake.PublishLock}.
 */
public final class ManifestBuilder {
  private final Lake lake;
  private final DatasetSpec spec;
  private final String table;
  private final Function<Kind, RowRemover> remover;

  /**
   * @param table {@code database.table}
   * @param remover for a table's rows or for its rejects; asked for only if some are to be removed
   */
  public ManifestBuilder(
      Lake lake, DatasetSpec spec, String table, Function<Kind, RowRemover> remover) {
    this.lake = lake;
    this.spec = spec;
    this.table = table;
    this.remover = remover;
  }

  /**
   * @param files all files of the run; the outputs' file indexes refer to {@code readable}
   */
  public Manifest build(
      List<InspectedFile> files,
      List<InspectedFile> readable,
      List<TableOutput> data,
      List<TableOutput> rejects)
      throws IOException {
    List<Output> outputs = new ArrayList<>();
    data.forEach(output -> outputs.add(output(Kind.DATA, output, readable)));
    rejects.forEach(output -> outputs.add(output(Kind.REJECTS, output, readable)));
    Map<String, Output> replaced = new LinkedHashMap<>();
    if (spec.target().mode() == WriteMode.OVERWRITE_PARTITIONS) {
      Set<Map<String, String>> written =
          data.stream().map(TableOutput::partition).collect(Collectors.toSet());
      for (LiveOutput live : lake.ledger().liveOutputs(table, Kind.DATA)) {
        if (written.contains(live.output().partition())) {
          replaced.put(live.output().path(), live.output());
        }
      }
    }
    removeEarlierVersions(files, outputs, replaced);
    return new Manifest(outputs, List.copyOf(replaced.keySet()));
  }

  private void removeEarlierVersions(
      List<InspectedFile> files, List<Output> outputs, Map<String, Output> replaced)
      throws IOException {
    Set<String> changed =
        files.stream()
            .filter(InspectedFile::changed)
            .map(file -> file.version().uri())
            .collect(Collectors.toSet());
    Map<String, Output> holding = new LinkedHashMap<>();
    for (LiveOutput live : lake.ledger().outputsOf(spec.dataset(), table, changed)) {
      holding.put(live.output().path(), live.output());
    }
    holding.keySet().removeAll(replaced.keySet());
    if (holding.isEmpty()) {
      return;
    }
    Map<Kind, RowRemover> removers = new EnumMap<>(Kind.class);
    for (Output old : holding.values()) {
      RowRemover rows = removers.computeIfAbsent(old.kind(), remover);
      Optional<Replacement> rest = rows.remove(published(old), changed);
      rest.ifPresent(replacement -> outputs.add(output(old.kind(), replacement)));
      replaced.put(old.path(), old);
    }
  }

  private static Published published(Output output) {
    return new Published(
        output.path(),
        output.partition(),
        output.rows(),
        output.sources().stream()
            .map(s -> new RowRemover.SourceRows(s.uri(), s.firstRow(), s.rows()))
            .toList());
  }

  private static Output output(Kind kind, Replacement replacement) {
    Published file = replacement.file();
    return new Output(
        kind,
        replacement.pendingPath(),
        file.path(),
        file.partition(),
        file.rows(),
        replacement.bytes(),
        file.sources().stream().map(s -> new SourceRows(s.uri(), s.firstRow(), s.rows())).toList());
  }

  private static Output output(Kind kind, TableOutput output, List<InspectedFile> readable) {
    return new Output(
        kind,
        output.pendingPath(),
        output.path(),
        output.partition(),
        output.rows(),
        output.bytes(),
        output.sources().stream()
            .map(
                s ->
                    new SourceRows(
                        readable.get(s.fileIndex()).version().uri(), s.firstRow(), s.rows()))
            .toList());
  }
}
