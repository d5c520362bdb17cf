package io.sluice.ingest.run;

import io.sluice.formats.read.ReadPlan;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.transform.ColumnTransforms;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.QualityRule;
import io.sluice.spec.TransformException;
import io.sluice.spec.lake.PartitionRoom;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;

/**
 * Column batches from the parser to the Parquet pages, with the spec's rules and simple transforms
 * applied to them on the way; no row object exists. The normal path, on every host.
 */
public final class ColumnPath implements RowPath, Serializable {
  private final ReadPlan plan;
  private final ColumnTransforms transforms;

  /**
   * Whether the spec asks for nothing: then there are transforms for its partitions' sake alone.
   */
  private final boolean asRead;

  private ColumnPath(ReadPlan plan, ColumnTransforms transforms, boolean asRead) {
    this.plan = plan;
    this.transforms = transforms;
    this.asRead = asRead;
  }

  /**
   * @param room for the folders of partitions
   * @throws IngestException if the spec's transforms or rules do not fit the columns
   */
  public static ColumnPath of(DatasetSpec spec, ReadPlan plan, PartitionRoom room) {
    try {
      return new ColumnPath(
          plan,
          ColumnTransforms.compile(spec, plan.columns(), room).orElse(null),
          spec.transforms().isEmpty() && QualityRule.flagged(spec.quality()).isEmpty());
    } catch (TransformException e) {
      throw new IngestException(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  @Override
  public List<OutputColumn> columns() {
    return asRead
        ? plan.columns().stream()
            .map(column -> new OutputColumn(column.name(), column.type(), column.nullable()))
            .toList()
        : transforms.outputColumns();
  }

  @Override
  public String describe() {
    return asRead
        ? "columnar: parsed columns go straight to the Parquet pages"
        : "columnar: transforms and rules work on parsed columns, which go on to the Parquet pages";
  }

  /** What is read: the plan's columns, and what the transforms need besides. */
  ReadPlan plan() {
    return transforms == null ? plan : transforms.plan(plan);
  }

  /** Empty where nothing stands between parser and pages. */
  Optional<ColumnTransforms> transforms() {
    return Optional.ofNullable(transforms);
  }
}
