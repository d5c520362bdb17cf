package io.sluice.spark.write;

import io.sluice.spark.read.SluiceScan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.ColumnarToRowExec;
import org.apache.spark.sql.execution.InputAdapter;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import org.apache.spark.sql.execution.WholeStageCodegenExec;
import org.apache.spark.sql.execution.adaptive.AdaptiveSparkPlanExec;
import org.apache.spark.sql.execution.adaptive.QueryStageExec;
import org.apache.spark.sql.execution.datasources.v2.BatchScanExec;
import scala.collection.JavaConverters;

/**
 * How what was read reaches the writer where Spark SQL is between the two: its physical plan says,
 * and nothing else.
 */
final class ExecutionPath {
  /** The two ways. */
  enum Kind {
    /**
     * Parsed columns go to the pages, beside columns that expressions make: only these are rows.
     */
    PROJECTED,
    /** Spark SQL works on rows, which are put into columns again before writing. */
    ROWS
  }

  private final Kind kind;
  private final List<String> steps;

  /** Null unless {@link Kind#PROJECTED}. */
  private final RowProjection projection;

  private ExecutionPath(Kind kind, List<String> steps, RowProjection projection) {
    this.kind = kind;
    this.steps = steps;
    this.projection = projection;
  }

  /** Looks at the plan; runs nothing. */
  static ExecutionPath choose(Dataset<Row> rows) {
    SparkPlan plan = withoutRowConversion(rows.queryExecution().executedPlan());
    List<String> steps = new ArrayList<>();
    walk(plan, steps);
    List<ProjectExec> projections = new ArrayList<>();
    SparkPlan below = plan;
    while (below instanceof ProjectExec project) {
      projections.add(project);
      below = withoutRowConversion(project.child());
    }
    Optional<RowProjection> projection =
        isScan(below) ? RowProjection.of(projections, below) : Optional.empty();
    return new ExecutionPath(
        projection.isPresent() ? Kind.PROJECTED : Kind.ROWS,
        List.copyOf(steps),
        projection.orElse(null));
  }

  /** What Spark puts on top of a columnar scan for callers that want rows. */
  private static SparkPlan withoutRowConversion(SparkPlan plan) {
    if (plan instanceof WholeStageCodegenExec codegen) {
      return withoutRowConversion(codegen.child());
    }
    if (plan instanceof ColumnarToRowExec toRow) {
      return withoutRowConversion(toRow.child());
    }
    if (plan instanceof InputAdapter adapter) {
      return withoutRowConversion(adapter.child());
    }
    return plan;
  }

  private static boolean isScan(SparkPlan plan) {
    return plan instanceof BatchScanExec batch && batch.scan() instanceof SluiceScan;
  }

  /** Notes what Spark does, in the order in which the rows pass through it. */
  private static void walk(SparkPlan plan, List<String> steps) {
    SparkPlan here = plan;
    if (plan instanceof AdaptiveSparkPlanExec adaptive) {
      here = adaptive.initialPlan();
    } else if (plan instanceof QueryStageExec stage) {
      here = stage.plan();
    }
    for (SparkPlan child : JavaConverters.seqAsJavaList(here.children())) {
      walk(child, steps);
    }
    if (!(here instanceof WholeStageCodegenExec
        || here instanceof ColumnarToRowExec
        || here instanceof InputAdapter
        || here instanceof BatchScanExec)) {
      steps.add(here.nodeName());
    }
  }

  Kind kind() {
    return kind;
  }

  /** For people: which way, and why. */
  String describe() {
    if (kind == Kind.PROJECTED) {
      return projection.levels().isEmpty()
          ? "columnar: parsed columns go to the Parquet pages, each record's bookkeeping beside"
              + " them"
          : "columnar: parsed columns go to the Parquet pages, and beside them what Spark SQL"
              + " computes";
    }
    return steps.isEmpty()
        ? "rows: the files are read as rows"
        : "rows: Spark SQL does " + String.join(", ", steps);
  }

  /** What is made of the scan's rows, if {@link Kind#PROJECTED}. */
  RowProjection projection() {
    return projection;
  }
}
