package io.sluice.jobs.plan;

import io.sluice.formats.read.ByteRange;
import io.sluice.jobs.console.ProgressPrinter;
import io.sluice.jobs.inspect.InspectedFile;
import io.sluice.jobs.inspect.Inspector;
import io.sluice.jobs.inspect.Sources;
import io.sluice.jobs.lake.Lake;
import io.sluice.jobs.plan.IngestPlan.PlannedColumn;
import io.sluice.jobs.plan.IngestPlan.PlannedFile;
import io.sluice.jobs.prepare.Prepared;
import io.sluice.jobs.prepare.Preparer;
import io.sluice.jobs.prepare.Session;
import io.sluice.jobs.schema.SourceSchema;
import io.sluice.jobs.source.Listing;
import io.sluice.jobs.source.SourceLister;
import io.sluice.jobs.target.TargetFolder;
import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.parquet.OutputColumn;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spark.read.SluiceReader;
import io.sluice.spark.write.ExecutionPath;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.transforms.TransformPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Goes as far as an ingest goes before it writes, by the same way, and tells what it found. */
public final class PlanJob {
  private static final String NOTHING = "nothing to read";

  private final DatasetSpec spec;
  private final Lake lake;
  private final Session session;
  private final ProgressPrinter progress;

  public PlanJob(DatasetSpec spec, Lake lake, Session session, ProgressPrinter progress) {
    this.spec = spec;
    this.lake = lake;
    this.session = session;
    this.progress = progress;
  }

  public IngestPlan plan() throws IOException {
    progress.stage("looking at " + spec.source().path());
    try {
      Listing listing = SourceLister.of(spec.source().path()).list(spec.source().path());
      String table = spec.target().database() + "." + spec.target().table();
      Claim claim = lake.ledger().preview(spec.dataset(), table, listing.files());
      if (TransformPlan.needsSpark(spec)) {
        session.startAhead(Session.Need.SQL);
      }
      Sources sources = new Sources(session);
      List<InspectedFile> files = new Inspector(spec, sources).inspect(claim);
      List<String> warnings = new ArrayList<>(listing.notes());
      warnings.addAll(InspectedFile.warnings(files));
      if (listing.files().isEmpty()) {
        warnings.add("there is no file at " + spec.source().path());
      }
      claim
          .held()
          .forEach(held -> warnings.add(held.file().uri() + " is held by run " + held.runId()));
      boolean newTable =
          lake.catalog().table(spec.target().database(), spec.target().table()).isEmpty();
      if (newTable && files.stream().allMatch(InspectedFile::empty)) {
        return nothing(files, table, warnings);
      }
      Prepared prepared =
          new Preparer(spec, lake, session, sources).prepare(files, "plan", Instant.now());
      new TargetFolder(session.storages()).requireOurs(prepared.target());
      return plan(prepared, claim, warnings);
    } finally {
      progress.finish();
    }
  }

  /** No row to tell columns by, and no table that has some. */
  private IngestPlan nothing(List<InspectedFile> files, String table, List<String> warnings) {
    return new IngestPlan(
        spec.dataset(),
        table,
        lake.location(spec.target()),
        true,
        files.stream().map(file -> planned(file, 0)).toList(),
        List.of(),
        List.of(),
        List.of(),
        0,
        0,
        0,
        NOTHING,
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
        file.notes());
  }

  private IngestPlan plan(Prepared prepared, Claim claim, List<String> warnings) {
    Map<Integer, Integer> rangesOf = new HashMap<>();
    int ranges = 0;
    for (List<ByteRange> task : prepared.request().tasks()) {
      for (ByteRange range : task) {
        rangesOf.merge(range.fileIndex(), 1, Integer::sum);
        ranges++;
      }
    }
    List<PlannedFile> files = new ArrayList<>();
    int readable = 0;
    for (InspectedFile file : prepared.files()) {
      files.add(planned(file, file.empty() ? 0 : rangesOf.getOrDefault(readable, 0)));
      readable += file.empty() ? 0 : 1;
    }
    return new IngestPlan(
        spec.dataset(),
        prepared.target().table().qualifiedName(),
        prepared.target().location(),
        prepared.target().existing().isEmpty(),
        files,
        claim.done().stream().map(FileVersion::uri).toList(),
        columns(prepared),
        prepared.target().table().partitionKeys().stream().map(key -> key.name()).toList(),
        prepared.request().tasks().size(),
        ranges,
        prepared.readable().stream().mapToLong(file -> file.version().size()).sum(),
        path(prepared),
        prepared.drift(),
        warnings);
  }

  private String path(Prepared prepared) {
    if (prepared.readable().isEmpty()) {
      return NOTHING;
    }
    if (prepared.transforms().isEmpty()) {
      return ExecutionPath.direct(prepared.mode()).describe();
    }
    SluiceRead read = SluiceReader.read(session.context(), prepared.request(), prepared.mode());
    Dataset<Row> rows = prepared.transforms().get().apply(read.rows(session.spark()));
    return ExecutionPath.choose(rows).describe();
  }

  private static List<PlannedColumn> columns(Prepared prepared) {
    SourceSchema schema = prepared.schema();
    Map<String, Integer> sources = new HashMap<>();
    for (int i = 0; i < schema.columns().size(); i++) {
      sources.put(schema.columns().get(i).name(), i);
    }
    List<PlannedColumn> columns = new ArrayList<>();
    for (OutputColumn column : prepared.target().columns()) {
      Integer source = sources.get(column.name());
      ColumnSpec read = source == null ? null : schema.columns().get(source);
      columns.add(
          new PlannedColumn(
              column.name(),
              column.type().ddl(),
              read == null ? "" : String.join(" | ", read.sourceNames()),
              source == null ? "-" : schema.origins().get(source).name().toLowerCase(Locale.ROOT),
              column.nullable()));
    }
    return columns;
  }
}
