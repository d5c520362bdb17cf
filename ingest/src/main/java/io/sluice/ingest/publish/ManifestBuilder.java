package io.sluice.ingest.publish;

import io.sluice.catalog.TableCodec;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.lake.Run;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.place.Folders;
import io.sluice.ingest.place.Places;
import io.sluice.ingest.plan.IngestPlan;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.write.Writing;
import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.parquet.WriterOptions;
import io.sluice.spec.TargetSpec.WriteMode;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Puts together what a run makes visible: its new files, and in place of files with rows or rejects
 * of an earlier version of a source, those files without these. To be used with the table's lease.
 */
final class ManifestBuilder {
  private final Lake lake;
  private final Run run;
  private final Storages storages;
  private final IngestPlan plan;

  ManifestBuilder(Lake lake, Run run, Storages storages, IngestPlan plan) {
    this.lake = lake;
    this.run = run;
    this.storages = storages;
    this.plan = plan;
  }

  /**
   * @param data pending files of the table
   * @param rejects pending files of its rejects
   * @param report of the run with these outputs
   */
  Manifest build(
      List<TableOutput> data, List<TableOutput> rejects, Function<List<Output>, RunReport> report)
      throws IOException {
    List<Output> outputs = new ArrayList<>();
    data.forEach(output -> outputs.add(output(Kind.DATA, output)));
    rejects.forEach(output -> outputs.add(output(Kind.REJECTS, output)));
    Set<String> replaced = new LinkedHashSet<>();
    if (run.spec().target().mode() == WriteMode.OVERWRITE_PARTITIONS) {
      Set<Map<String, String>> written =
          data.stream().map(TableOutput::partition).collect(Collectors.toSet());
      for (LiveFile live : lake.ledger().liveFiles(run.table(), Kind.DATA)) {
        if (written.contains(live.partition())) {
          replaced.add(live.path());
        }
      }
    }
    removeEarlierVersions(outputs, replaced);
    if (lake.catalog().readersListFolders()) {
      move(data, outputs, replaced);
    }
    return new Manifest(
        outputs,
        List.copyOf(replaced),
        Optional.of(TableCodec.write(plan.target().table())),
        report.apply(outputs));
  }

  private void removeEarlierVersions(List<Output> outputs, Set<String> replaced)
      throws IOException {
    Set<String> changed =
        plan.files().stream()
            .filter(InspectedFile::changed)
            .map(file -> file.version().uri())
            .collect(Collectors.toSet());
    Map<Kind, RowRemover> removers = new EnumMap<>(Kind.class);
    for (Output old : lake.ledger().outputsOf(run.spec().dataset(), run.table(), changed)) {
      if (!replaced.add(old.path())) {
        continue;
      }
      if (!removers.containsKey(old.kind())) {
        removers.put(old.kind(), remover(old.kind()));
      }
      RowRemover remover = removers.get(old.kind());
      Optional<Output> left =
          old.kind() == Kind.DATA && lake.catalog().readersListFolders()
              ? remover.remove(old, changed, newFolder(old))
              : remover.remove(old, changed);
      left.ifPresent(outputs::add);
    }
  }

  private String newFolder(Output old) {
    return Places.own(run.id()).of(Places.partition(old.partition()));
  }

  /**
   * Partitions from which something is removed are moved: what else is live there goes along.
   *
   * @throws PartitionsMovedException if what was written lies where its partition is not, or not
   *     any more
   */
  private void move(List<TableOutput> data, List<Output> outputs, Set<String> replaced)
      throws IOException {
    List<LiveFile> live = lake.ledger().liveFiles(run.table(), Kind.DATA);
    Set<String> moved =
        live.stream()
            .filter(file -> replaced.contains(file.path()))
            .map(file -> Places.partition(file.partition()))
            .collect(Collectors.toSet());
    Optional<String> misplaced =
        new PlaceCheck(lake, run.table(), run.location(), run.id()).misplaced(data, moved);
    if (misplaced.isPresent()) {
      throw new PartitionsMovedException(run.table(), misplaced.get());
    }
    List<String> along =
        live.stream()
            .filter(file -> moved.contains(Places.partition(file.partition())))
            .map(LiveFile::path)
            .filter(replaced::add)
            .toList();
    List<Output> carried = lake.ledger().liveOutputs(run.table(), along);
    List<String> partitions =
        carried.stream().map(file -> Places.partition(file.partition())).toList();
    Folders own = Places.own(run.id());
    outputs.addAll(new CarriedFiles(storages, run, own).copy(carried, partitions));
  }

  private RowRemover remover(Kind kind) throws IOException {
    WriterOptions options =
        kind == Kind.DATA ? Writing.options(run.spec()) : RejectFiles.options(run.spec());
    return new RowRemover(
        storages, new RunFiles(Publication.location(run.location(), kind), run.id()), options);
  }

  private Output output(Kind kind, TableOutput output) {
    return new Output(
        kind,
        output.file().path(),
        output.file().handle(),
        output.partition(),
        output.rows(),
        output.bytes(),
        output.sources().stream()
            .map(
                s ->
                    new SourceRows(
                        plan.readable().get(s.sourceIndex()).version().uri(),
                        s.firstRow(),
                        s.rows()))
            .toList());
  }
}
