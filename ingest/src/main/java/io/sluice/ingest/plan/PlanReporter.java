package io.sluice.ingest.plan;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.text.TextRange;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.inspect.Inspector;
import io.sluice.ingest.inspect.SinceListing;
import io.sluice.ingest.inspect.SinceListing.Lost;
import io.sluice.ingest.inspect.Sources;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.plan.PlanReport.Layout;
import io.sluice.ingest.plan.PlanReport.PlannedColumn;
import io.sluice.ingest.plan.PlanReport.PlannedFile;
import io.sluice.ingest.plan.PlanReport.Work;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.schema.SourceSchema;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.source.SameContent;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.table.TargetPlace;
import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Goes as far as an ingest goes before it writes, by the same way, and tells what it found. */
public final class PlanReporter {
  private static final String NOTHING = "nothing to read";

  private final DatasetSpec spec;
  private final Lake lake;
  private final TaskRunner runner;
  private final String engine;
  private final Stop stop;
  private final ProgressPrinter progress;

  /**
   * @param engine what the runner is, and why it was chosen
   */
  public PlanReporter(
      DatasetSpec spec,
      Lake lake,
      TaskRunner runner,
      String engine,
      Stop stop,
      ProgressPrinter progress) {
    this.spec = spec;
    this.lake = lake;
    this.runner = runner;
    this.engine = engine;
    this.stop = stop;
    this.progress = progress;
  }

  public PlanReport report() {
    new TargetPlace(lake).require(spec);
    progress.stage("inspecting " + spec.source().path());
    try {
      Listing listing = runner.lister(spec.source().path()).list(spec.source());
      listing.requireReadable(spec.source());
      String table = spec.target().qualifiedTable();
      Claim claim = lake.ledger().preview(spec.dataset(), table, listing.files());
      runner.startAhead(spec);
      while (true) {
        try {
          return report(listing, claim, table);
        } catch (RuntimeException e) {
          List<Lost> lost = stop.requested() ? List.of() : lost(claim, e);
          if (lost.isEmpty()) {
            throw e;
          }
          listing = listing.alsoUnreadable(Lost.unreadable(lost));
          listing.requireReadable(spec.source());
          claim = claim.without(lost.stream().map(Lost::uri).toList());
        }
      }
    } finally {
      progress.finish();
    }
  }

  /** Files that changed or became unreadable while they were looked at: not this plan's. */
  private List<Lost> lost(Claim claim, RuntimeException failure) {
    SourceLister lister = runner.lister(spec.source().path());
    return new SinceListing(lister, runner.storages()).of(claim.taken(), failure);
  }

  private PlanReport report(Listing listing, Claim claim, String table) {
    Sources sources = new Sources(runner.storages(), runner.kept(), stop);
    List<InspectedFile> files = new Inspector(spec, sources).inspect(claim);
    List<String> warnings = new ArrayList<>(listing.notes());
    listing.unreadableWarning().ifPresent(warnings::add);
    warnings.addAll(InspectedFile.warnings(files));
    SameContent copies = SameContent.of(claim, lake.ledger(), spec.dataset(), table);
    if (!copies.isEmpty()) {
      warnings.add(copies.text(spec.source().onDuplicateContent()));
    }
    if (listing.files().isEmpty()) {
      warnings.add("there is no file at " + spec.source().path());
    }
    claim
        .held()
        .forEach(
            held -> warnings.add(held.file().uri() + " is being ingested by run " + held.runId()));
    boolean newTable =
        lake.catalog().table(spec.target().database(), spec.target().table()).isEmpty();
    if (newTable && files.stream().allMatch(InspectedFile::empty)) {
      return nothing(files, table, warnings);
    }
    IngestPlan plan = new Planner(spec, lake, runner, sources).plan(files, "plan", Instant.now());
    warnings.addAll(new TextKeys(spec, sources).notes(plan));
    return report(plan, claim, warnings);
  }

  /** No row to tell columns by, and no table that has some. */
  private PlanReport nothing(List<InspectedFile> files, String table, List<String> warnings) {
    return new PlanReport(
        spec.dataset(),
        new PlanReport.Table(table, lake.location().table(spec.target()), true),
        files.stream().map(file -> planned(file, 0)).toList(),
        List.of(),
        Layout.NONE,
        new Work(0, 0, 0, engine, NOTHING),
        List.of(),
        warnings);
  }

  private static PlannedFile planned(InspectedFile file, int ranges) {
    return new PlannedFile(
        file.version().uri(),
        file.version().size(),
        file.changed() ? "changed" : "new",
        file.empty() ? "empty" : file.layout().format(),
        file.settings(),
        ranges,
        !file.empty() && TextRange.whyWhole(file.layout()).isEmpty(),
        file.notes());
  }

  private PlanReport report(IngestPlan plan, Claim claim, List<String> warnings) {
    Map<Integer, Integer> rangesOf = new HashMap<>();
    int ranges = 0;
    for (List<ByteRange> task : plan.request().tasks()) {
      for (ByteRange range : task) {
        rangesOf.merge(range.fileIndex(), 1, Integer::sum);
        ranges++;
      }
    }
    List<PlannedFile> files = new ArrayList<>();
    int readable = 0;
    for (InspectedFile file : plan.files()) {
      files.add(planned(file, file.empty() ? 0 : rangesOf.getOrDefault(readable, 0)));
      readable += file.empty() ? 0 : 1;
    }
    return new PlanReport(
        spec.dataset(),
        new PlanReport.Table(
            plan.target().table().qualifiedName(),
            plan.target().location(),
            plan.target().existing().isEmpty()),
        files,
        claim.done().stream().map(FileVersion::uri).toList(),
        new Layout(
            columns(plan),
            plan.target().table().partitionKeys().stream().map(key -> key.name()).toList()),
        new Work(
            plan.request().tasks().size(),
            ranges,
            plan.readable().stream().mapToLong(file -> file.version().size()).sum(),
            engine,
            plan.readable().isEmpty() ? NOTHING : plan.path().describe()),
        plan.drift(),
        warnings);
  }

  private static List<PlannedColumn> columns(IngestPlan plan) {
    SourceSchema schema = plan.schema();
    Map<String, Integer> sources = new HashMap<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      sources.put(schema.columns().get(i).name().toLowerCase(Locale.ROOT), i);
    }
    List<PlannedColumn> columns = new ArrayList<>();
    for (OutputColumn column : plan.target().columns()) {
      Integer source = sources.get(column.name().toLowerCase(Locale.ROOT));
      ColumnSpec read = source == null ? null : schema.columns().get(source);
      columns.add(
          new PlannedColumn(
              column.name(),
              column.type().ddl(),
              read == null ? "" : String.join(" | ", read.sourceNames()),
              source == null ? "-" : schema.origins().get(source).name().toLowerCase(Locale.ROOT),
              column.nullable()));
    }
    for (ColumnSpec column : schema.untyped()) {
      columns.add(
          new PlannedColumn(
              column.name(),
              "none yet",
              String.join(" | ", column.sourceNames()),
              "untyped",
              true));
    }
    return columns;
  }
}
