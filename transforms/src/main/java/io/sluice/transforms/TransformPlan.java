package io.sluice.transforms;

import io.sluice.spec.AuditSpec.AuditColumn;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import io.sluice.spec.DriftSpec.NewColumn;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.QualityRule;
import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.spec.TransformSpec;
import io.sluice.spec.TransformSpec.Cast;
import io.sluice.spec.TransformSpec.Deduplicate;
import io.sluice.spec.TransformSpec.Derive;
import io.sluice.spec.TransformSpec.Filter;
import io.sluice.spec.TransformSpec.Mask;
import io.sluice.spec.TransformSpec.Rename;
import io.sluice.spec.TransformSpec.Select;
import io.sluice.spec.lake.PartitionRoom;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * A spec's transforms and rules about rows, checked against the columns that are there.
 *
 * <p>Rows come with the bookkeeping columns {@code _sluice_file, _range, _record, _offset, _length,
 * _raw, _code, _column, _message} beside their data. Every row that goes in comes out, once; a row
 * with a code ({@code filtered}, {@code deduplicated}, {@code cast_failed}, {@code
 * expression_failed}, {@code quality:<rule>}, or one it came with) is out. Where the spec has rules
 * about rows, rows also get {@code _sluice_flags}: a bit for each rule that the row breaks,
 * whatever its severity; their sums tell what became of the rules.
 */
public final class TransformPlan {
  private final Expressions expressions;
  private final List<Step> steps;
  private final StructType outputSchema;

  private TransformPlan(Expressions expressions, List<Step> steps, StructType outputSchema) {
    this.expressions = expressions;
    this.steps = steps;
    this.outputSchema = outputSchema;
  }

  /**
   * Checks every step and expression; reads no data.
   *
   * @param input the data columns, audit columns included
   * @param room for the folders of partitions: rows that need more are rejected
   * @throws TransformException at the first thing that cannot be carried out
   */
  public static TransformPlan compile(
      SparkSession spark, StructType input, DatasetSpec spec, PartitionRoom room) {
    Expressions expressions = new Expressions(spark);
    return expressions.ansi(() -> new Compiler(expressions, input, spec).plan(room));
  }

  /** Adds the steps to rows; runs nothing. */
  public Dataset<Row> apply(Dataset<Row> rows) {
    return expressions.ansi(
        () -> {
          Dataset<Row> result = rows;
          for (Step step : steps) {
            result = step.apply(result);
          }
          return result;
        });
  }

  /** The data columns after the last step. */
  public StructType outputSchema() {
    return outputSchema;
  }

  /** Whether rows are shuffled, so that a file's rows no longer stand together. */
  public boolean reordersRows() {
    return steps.stream().anyMatch(Step::shuffles);
  }

  /** Compiles step by step, each over the columns that the one before leaves. */
  private static final class Compiler {
    private final Expressions expressions;
    private final DatasetSpec spec;
    private final Set<String> keptColumns;
    private final List<Step> steps = new ArrayList<>();
    private Dataset<Row> sample;

    Compiler(Expressions expressions, StructType input, DatasetSpec spec) {
      this.expressions = expressions;
      this.spec = spec;
      sample = expressions.empty(Hidden.behind(input));
      keptColumns = keptColumns(spec);
    }

    /** What was asked for elsewhere in the spec: no select drops it. */
    private static Set<String> keptColumns(DatasetSpec spec) {
      Set<String> kept =
          spec.audit().columns().stream()
              .map(AuditColumn::columnName)
              .collect(Collectors.toCollection(HashSet::new));
      if (spec.onDrift().newColumn() == NewColumn.RESCUE) {
        kept.add(DriftSpec.RESCUED_COLUMN);
      }
      return kept;
    }

    TransformPlan plan(PartitionRoom room) {
      for (TransformSpec step : spec.transforms()) {
        compile(step);
      }
      List<QualityRule> rules = QualityRule.flagged(spec.quality());
      if (!rules.isEmpty()) {
        add(new QualityStep(rules, expressions, schema()), rules.get(0).location());
      }
      List<PartitionField> texts = new ArrayList<>();
      for (PartitionField field : spec.target().partitionBy()) {
        SpecLocation at = new SpecLocation("target.partition_by", 0, 0);
        StructField key = Names.require(schema(), field.column(), at);
        // Without transforms, values are looked at where they are read.
        boolean looked =
            spec.transforms().isEmpty() && field.function() == PartitionFunction.IDENTITY;
        PartitionField of = new PartitionField(key.name(), field.function(), field.argument());
        boolean text =
            (field.function() == PartitionFunction.IDENTITY
                    || field.function() == PartitionFunction.TRUNCATE)
                && key.dataType().equals(DataTypes.StringType);
        if (text) {
          texts.add(of);
        }
        if (!looked && text && FolderStep.needed(of)) {
          add(new FolderStep(of), at);
        }
        PartitionStep.of(field, key).ifPresent(step -> add(step, at));
      }
      OptionalInt left = room.leftForTexts(spec.target().partitionBy(), texts);
      left.ifPresent(
          bytes -> add(new PathStep(texts, bytes), new SpecLocation("target.partition_by", 0, 0)));
      return new TransformPlan(expressions, List.copyOf(steps), schema());
    }

    private void compile(TransformSpec step) {
      if (step instanceof Select select) {
        add(new SelectStep(select, expressions, schema(), keptColumns), select.location());
      } else if (step instanceof Filter filter) {
        add(new FilterStep(filter, expressions, schema()), filter.location());
      } else if (step instanceof Derive derive) {
        for (Map.Entry<String, String> column : derive.columns().entrySet()) {
          add(
              new DeriveStep(
                  column.getKey(), column.getValue(), expressions, schema(), derive.location()),
              derive.location());
        }
      } else if (step instanceof Rename rename) {
        add(new RenameStep(rename, schema()), rename.location());
      } else if (step instanceof Cast cast) {
        add(new CastStep(cast, expressions, schema()), cast.location());
      } else if (step instanceof Deduplicate deduplicate) {
        add(new DeduplicateStep(deduplicate, expressions, schema()), deduplicate.location());
      } else {
        add(new MaskStep((Mask) step, schema()), step.location());
      }
    }

    private void add(Step step, SpecLocation at) {
      try {
        sample = step.apply(sample);
      } catch (RuntimeException e) {
        throw e;
      } catch (Exception e) {
        throw new TransformException(at, PlainMessage.ofAnalysis(e, List.of()), e);
      }
      steps.add(step);
    }

    private StructType schema() {
      return Hidden.data(sample.schema());
    }
  }
}
