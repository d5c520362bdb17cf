package io.sluice.transforms;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.sluice.spec.QualityRule;
import io.sluice.spec.QualityRule.Unique;
import io.sluice.spec.TransformException;
import io.sluice.transforms.RowRule.Evaluated;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * Checks every row that is still in against the rules. Flags each rule that a row breaks, and puts
 * the row out if one of them says so. Rules about single rows come first, whatever their order in
 * the spec; so that of two equal keys a bad row does not push out a good one.
 */
final class QualityStep implements Step {
  /** The sign bit stays free. */
  static final int MAX_RULES = 63;

  /** A uniqueness rule with its columns as the schema spells them. */
  private record UniqueRule(Unique rule, int bit, List<String> columns) {}

  private final List<RowRule> rowRules = new ArrayList<>();
  private final List<UniqueRule> uniqueRules = new ArrayList<>();

  QualityStep(List<QualityRule> rules, Expressions expressions, StructType schema) {
    RowRules compiler = new RowRules(expressions, schema);
    for (int bit = 0; bit < rules.size(); bit++) {
      QualityRule rule = rules.get(bit);
      if (bit >= MAX_RULES) {
        throw new TransformException(
            rule.location(), "a spec can have " + MAX_RULES + " rules about rows, not more");
      }
      if (rule instanceof Unique unique) {
        List<String> columns = new ArrayList<>();
        for (String name : unique.columns()) {
          StructField field = Names.require(schema, name, unique.location());
          DeduplicateStep.requireComparable(field, unique.location());
          columns.add(field.name());
        }
        uniqueRules.add(new UniqueRule(unique, bit, columns));
      } else {
        rowRules.add(compiler.compile(rule, bit));
      }
    }
  }

  @Override
  public boolean shuffles() {
    return !uniqueRules.isEmpty();
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    Dataset<Row> checked = rows;
    Column flags = lit(0L);
    for (int i = 0; i < rowRules.size(); i++) {
      Column broken = rowRules.get(i).broken();
      checked =
          rowRules.get(i).evaluation() == Evaluated.PLAIN
              ? Evaluation.plain(checked, i, broken)
              : Evaluation.guard(checked, i, broken);
      flags = flags.bitwiseOR(when(broken(i), rowRules.get(i).flag()).otherwise(lit(0L)));
    }
    checked = checked.withColumn(Hidden.FLAGS, flags);
    for (int i = 0; i < rowRules.size(); i++) {
      RowRule rule = rowRules.get(i);
      if (rule.rejects()) {
        Column failed = concat(lit("the rule cannot be evaluated: "), Evaluation.error(i));
        checked =
            Hidden.out(
                checked,
                broken(i),
                code(rule.rule()),
                rule.column(),
                coalesce(failed, rule.message()));
      }
    }
    checked = Evaluation.drop(checked, rowRules.size());
    for (UniqueRule rule : uniqueRules) {
      checked = unique(checked, rule);
    }
    return checked;
  }

  /** A rule that cannot be evaluated for a row does not hold for it. */
  private static Column broken(int guard) {
    return Evaluation.error(guard).isNotNull().or(coalesce(Evaluation.value(guard), lit(false)));
  }

  private static Dataset<Row> unique(Dataset<Row> rows, UniqueRule unique) {
    Column complete = Hidden.live();
    for (String column : unique.columns()) {
      complete = complete.and(Hidden.ref(column).isNotNull());
    }
    Dataset<Row> ranked = Ranking.rank(rows, complete, unique.columns(), Hidden.position());
    Column broken = coalesce(Hidden.ref(Ranking.RANK).gt(1), lit(false));
    Column flags =
        Hidden.ref(Hidden.FLAGS)
            .bitwiseOR(when(broken, lit(1L << unique.bit())).otherwise(lit(0L)));
    Dataset<Row> flagged = ranked.withColumn(Hidden.FLAGS, flags);
    if (unique.rule().severity() == QualityRule.Severity.REJECT) {
      String columns = String.join(", ", unique.columns());
      String message =
          unique.columns().size() == 1
              ? "an earlier row has the same value"
              : "an earlier row has the same values in " + columns;
      flagged =
          Hidden.out(
              flagged,
              broken,
              code(unique.rule()),
              lit(unique.columns().size() == 1 ? columns : ""),
              lit(message));
    }
    return flagged.drop(Ranking.RANK);
  }

  private static String code(QualityRule rule) {
    return "quality:" + rule.name();
  }
}
