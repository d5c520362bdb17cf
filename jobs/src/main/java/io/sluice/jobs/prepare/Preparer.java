package io.sluice.jobs.prepare;

import io.sluice.catalog.Table;
import io.sluice.formats.Formats;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Parallel;
import io.sluice.formats.split.Cuts;
import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.jobs.inspect.InspectedFile;
import io.sluice.jobs.inspect.Sources;
import io.sluice.jobs.lake.Lake;
import io.sluice.jobs.schema.ReadPlans;
import io.sluice.jobs.schema.SchemaResolver;
import io.sluice.jobs.schema.SourceSchema;
import io.sluice.jobs.schema.TableParameters;
import io.sluice.jobs.split.TaskPlanner;
import io.sluice.jobs.target.Target;
import io.sluice.jobs.target.TargetResolver;
import io.sluice.parquet.OutputColumn;
import io.sluice.spark.read.ReadMode;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.read.SourceFile;
import io.sluice.spark.types.SparkTypes;
import io.sluice.spec.DatasetSpec;
import io.sluice.transforms.TransformException;
import io.sluice.transforms.TransformPlan;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Decides everything there is to decide before a run writes. Reads files, changes nothing. */
public final class Preparer {
  private final DatasetSpec spec;
  private final Lake lake;
  private final Session session;
  private final Sources sources;

  public Preparer(DatasetSpec spec, Lake lake, Session session, Sources sources) {
    this.spec = spec;
    this.lake = lake;
    this.session = session;
    this.sources = sources;
  }

  /**
   * Prepares the ingest of files of which at least one is not empty.
   *
   * @throws JobException if spec, files and table do not go together
   */
  public Prepared prepare(List<InspectedFile> files, String runId, Instant startedAt) {
    Optional<Table> existing =
        lake.catalog().table(spec.target().database(), spec.target().table());
    List<InspectedFile> readable = files.stream().filter(file -> !file.empty()).toList();
    SourceSchema schema =
        new SchemaResolver(spec, sources.profiler(spec.source().options()))
            .resolve(readable, existing.flatMap(TableParameters::sourceColumns));
    ReadPlan plan = ReadPlans.plan(spec, schema, runId, startedAt);
    Optional<TransformPlan> transforms = compile(plan);
    List<OutputColumn> columns =
        transforms.map(Preparer::columnsOf).orElseGet(() -> columnsOf(plan));
    Target target = resolve(existing, columns, schema);
    return new Prepared(
        files, readable, schema, split(readable, plan), mode(transforms), transforms, target);
  }

  /** Fits the columns to the table as it is now; again, if another run has changed it meanwhile. */
  public Target resolve(Optional<Table> existing, List<OutputColumn> columns, SourceSchema schema) {
    Map<String, String> comments = new HashMap<>();
    schema
        .columns()
        .forEach(column -> column.comment().ifPresent(text -> comments.put(column.name(), text)));
    return new TargetResolver(spec, lake.location(spec.target()))
        .resolve(existing, columns, comments, TableParameters.of(spec, schema));
  }

  private Optional<TransformPlan> compile(ReadPlan plan) {
    if (!TransformPlan.needsSpark(spec)) {
      return Optional.empty();
    }
    List<StructField> fields = new ArrayList<>();
    for (ReadColumn column : plan.columns()) {
      fields.add(
          new StructField(
              column.name(), SparkTypes.toSpark(column.type()), true, Metadata.empty()));
    }
    try {
      return Optional.of(
          TransformPlan.compile(
              session.spark(), new StructType(fields.toArray(StructField[]::new)), spec));
    } catch (TransformException e) {
      throw new JobException(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  private static ReadMode mode(Optional<TransformPlan> transforms) {
    return transforms.isPresent() ? ReadMode.ROWS_WITH_RAW : ReadMode.COLUMNAR;
  }

  private static List<OutputColumn> columnsOf(ReadPlan plan) {
    return plan.columns().stream()
        .map(column -> new OutputColumn(column.name(), column.type(), column.nullable()))
        .toList();
  }

  private static List<OutputColumn> columnsOf(TransformPlan plan) {
    List<OutputColumn> columns = new ArrayList<>();
    for (StructField field : plan.outputSchema().fields()) {
      columns.add(
          new OutputColumn(
              field.name(), SparkTypes.fromSpark(field.name(), field.dataType()), true));
    }
    return columns;
  }

  private ReadRequest split(List<InspectedFile> files, ReadPlan plan) {
    long total = files.stream().mapToLong(file -> file.version().size()).sum();
    TaskPlanner planner = new TaskPlanner(session.cores(), spec.target().fileSize());
    long taskBytes = planner.taskBytes(total);
    long rangeBytes = planner.rangeBytes(total, files.size());
    List<SourceFile> sourceFiles = new ArrayList<>();
    for (InspectedFile file : files) {
      sourceFiles.add(new SourceFile(file.version().uri(), file.version().size(), file.layout()));
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
      throw new JobException(ExitCode.FAILED, e.getMessage(), e);
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
        plan.columns().stream().anyMatch(column -> column.kind() == Kind.RECORD_NUMBER);
    List<ByteRange> ranges =
        Formats.splits(
            source, file.layout(), index, rangeBytes, numbered ? Cuts.PROVEN : Cuts.GUESSED);
    return numbered && ranges.stream().anyMatch(range -> range.firstRecord() < 0)
        ? List.of(Formats.whole(source, index))
        : ranges;
  }
}
