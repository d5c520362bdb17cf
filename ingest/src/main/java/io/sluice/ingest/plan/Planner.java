package io.sluice.ingest.plan;

import io.sluice.catalog.Table;
import io.sluice.formats.Formats;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Parallel;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.inspect.Sources;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.place.Folders;
import io.sluice.ingest.place.PathRoom;
import io.sluice.ingest.place.Places;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.read.SourceFile;
import io.sluice.ingest.run.RowPath;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.schema.FileInference;
import io.sluice.ingest.schema.ReadPlans;
import io.sluice.ingest.schema.SchemaResolver;
import io.sluice.ingest.schema.SchemaResolver.Known;
import io.sluice.ingest.schema.SourceSchema;
import io.sluice.ingest.schema.TableParameters;
import io.sluice.ingest.table.BloomFilters;
import io.sluice.ingest.table.Target;
import io.sluice.ingest.table.TargetFolder;
import io.sluice.ingest.table.TargetResolver;
import io.sluice.ledger.FileVersion;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.TargetSpec.WriteMode;
import io.sluice.spec.lake.PartitionRoom;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Decides everything there is to decide before a run writes. Reads files, changes nothing. */
public final class Planner {
  private final DatasetSpec spec;
  private final Lake lake;
  private final TaskRunner runner;
  private final Sources sources;

  public Planner(DatasetSpec spec, Lake lake, TaskRunner runner, Sources sources) {
    this.spec = spec;
    this.lake = lake;
    this.runner = runner;
    this.sources = sources;
  }

  /**
   * Plans the ingest of files of which at least one is not empty.
   *
   * @throws IngestException if spec, files and table do not go together
   */
  public IngestPlan plan(List<InspectedFile> files, String runId, Instant startedAt) {
    Optional<Table> existing =
        lake.catalog().table(spec.target().database(), spec.target().table());
    List<InspectedFile> readable = files.stream().filter(file -> !file.empty()).toList();
    SourceSchema schema =
        new SchemaResolver(spec, new FileInference(sources, spec.source().options()))
            .resolve(readable, known(existing));
    ReadPlan plan = ReadPlans.plan(spec, schema, runId, startedAt);
    RowPath path = runner.path(spec, plan, room(runId));
    Target target = target(existing, path, schema);
    return new IngestPlan(
        files, readable, schema, split(readable, plan), path, target, folders(files, runId));
  }

  /**
   * Columns without a type, as the catalog is told of them. Where it has columns of each partition,
   * their type could not be changed later: they come into the table with their first value.
   */
  private List<ColumnSpec> inCatalog(List<ColumnSpec> untyped) {
    boolean partitions =
        lake.catalog().readersListFolders() && !spec.target().partitionBy().isEmpty();
    return partitions ? List.of() : untyped;
  }

  private static Known known(Optional<Table> existing) {
    return existing
        .map(
            table ->
                new Known(
                    TableParameters.columns(table), TableParameters.untyped(table.parameters())))
        .orElse(Known.NOTHING);
  }

  private Folders folders(List<InspectedFile> files, String runId) {
    if (!lake.catalog().readersListFolders()) {
      return Folders.PLAIN;
    }
    if (spec.target().mode() == WriteMode.OVERWRITE_PARTITIONS) {
      return Places.own(runId);
    }
    String table = spec.target().qualifiedTable();
    List<String> changed =
        files.stream().filter(InspectedFile::changed).map(file -> file.version().uri()).toList();
    // As long as the run holds these files, no other takes their rows out of their partitions.
    Set<String> moved =
        lake.ledger().outputsOf(spec.dataset(), table, changed).stream()
            .filter(output -> output.kind() == Kind.DATA)
            .map(output -> Places.partition(output.partition()))
            .collect(Collectors.toSet());
    return Places.now(lake, table, lake.location().table(spec.target())).folders(runId, moved);
  }

  private PartitionRoom room(String runId) {
    try {
      return new PathRoom(lake, runner.storages(), runId).require(spec.target());
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }

  private Target target(Optional<Table> existing, RowPath path, SourceSchema schema) {
    Map<String, String> comments = new HashMap<>();
    schema
        .columns()
        .forEach(column -> column.comment().ifPresent(text -> comments.put(column.name(), text)));
    Target target =
        new TargetResolver(spec, lake.location().table(spec.target()))
            .resolve(
                existing,
                path.columns(),
                comments,
                inCatalog(schema.untyped()),
                TableParameters.of(spec, schema));
    BloomFilters.require(spec.target(), path.columns(), schema.untyped());
    try {
      new TargetFolder(runner.storages(), lake.ledger()).requireOurs(target);
    } catch (IOException e) {
      throw Failures.of(e);
    }
    return target;
  }

  private ReadRequest split(List<InspectedFile> files, ReadPlan plan) {
    long total = files.stream().mapToLong(file -> file.version().size()).sum();
    TaskPlanner planner = new TaskPlanner(runner.cores(), spec.target().fileSize());
    long cost = TaskPlanner.cost(total, files.size());
    long taskBytes = planner.taskBytes(cost);
    long rangeBytes = planner.rangeBytes(cost, files.size());
    List<SourceFile> sourceFiles = new ArrayList<>();
    for (InspectedFile file : files) {
      FileVersion version = file.version();
      sourceFiles.add(
          new SourceFile(
              version.uri(), version.size(), version.identity(), file.layout(), file.folders()));
    }
    List<Integer> indexes = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      indexes.add(i);
    }
    List<ByteRange> ranges = new ArrayList<>();
    try {
      Parallel.map(indexes, index -> ranges(files.get(index), index, rangeBytes, plan))
          .forEach(ranges::addAll);
    } catch (IOException e) {
      throw Failures.of(e);
    }
    return new ReadRequest(sourceFiles, planner.group(ranges, taskBytes), plan);
  }

  private List<ByteRange> ranges(InspectedFile file, int index, long rangeBytes, ReadPlan plan)
      throws IOException {
    long size = file.version().size();
    if (size <= rangeBytes) {
      return List.of(new ByteRange(index, 0, 0, size, true, 0, true));
    }
    ObjectSource source = sources.open(file.version());
    // A record's number is known only to who has seen all records before it.
    boolean numbered =
        plan.columns().stream().anyMatch(column -> column.kind() == ReadColumn.Kind.RECORD_NUMBER);
    List<ByteRange> ranges =
        Formats.splits(
            source,
            file.layout(),
            index,
            rangeBytes,
            numbered ? SplitCertainty.PROVEN : SplitCertainty.GUESSED);
    return numbered && ranges.stream().anyMatch(range -> range.firstRecord() < 0)
        ? List.of(Formats.whole(source, index))
        : ranges;
  }
}
