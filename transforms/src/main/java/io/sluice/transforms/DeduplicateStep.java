package io.sluice.transforms;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.spec.TransformSpec.Deduplicate;
import io.sluice.spec.TransformSpec.Keep;
import io.sluice.spec.lake.BookkeepingColumns;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.expressions.Ascending$;
import org.apache.spark.sql.catalyst.expressions.Descending$;
import org.apache.spark.sql.catalyst.expressions.NullsFirst$;
import org.apache.spark.sql.catalyst.expressions.NullsLast$;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Of the rows with equal keys one stays; ties are broken by place, so that reruns agree. */
final class DeduplicateStep implements Step {
  private final Keep keep;
  private final List<String> keys = new ArrayList<>();
  private final List<SortOrder> order;
  private final String orderText;

  DeduplicateStep(Deduplicate spec, Expressions expressions, StructType schema) {
    SpecLocation at = spec.location();
    keep = spec.keep();
    for (String key : spec.keys()) {
      StructField field = Names.require(schema, key, at);
      requireComparable(field, at);
      keys.add(field.name());
    }
    orderText = spec.orderBy().orElse("");
    order = spec.orderBy().map(text -> expressions.sortOrder(text, schema, at)).orElse(List.of());
  }

  static void requireComparable(StructField field, SpecLocation at) {
    if (field.dataType().existsRecursively(type -> type instanceof MapType)) {
      throw new TransformException(
          at, "column '" + field.name() + "' contains maps, which cannot be compared");
    }
  }

  @Override
  public boolean shuffles() {
    return true;
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    Dataset<Row> ordered = rows;
    List<Column> sort = new ArrayList<>();
    for (int i = 0; i < order.size(); i++) {
      SortOrder item = order.get(i);
      ordered = Evaluation.guard(ordered, i, new Column(item.child()));
      sort.add(directed(item, Evaluation.value(i)));
    }
    for (int i = 0; i < order.size(); i++) {
      ordered =
          Hidden.out(
              ordered,
              Evaluation.error(i).isNotNull(),
              Hidden.EXPRESSION_FAILED,
              lit(""),
              concat(
                  lit("the order " + TransformException.quoted(orderText)), Evaluation.error(i)));
    }
    for (Column place : Hidden.position()) {
      sort.add(keep == Keep.FIRST ? place.asc() : place.desc());
    }
    Dataset<Row> ranked = Ranking.rank(ordered, Hidden.live(), keys, sort);
    Column none = lit(null).cast("string");
    Dataset<Row> marked =
        Hidden.out(
            ranked, Hidden.ref(Ranking.RANK).gt(1), BookkeepingColumns.DEDUPLICATED, none, none);
    return Evaluation.drop(marked.drop(Ranking.RANK), order.size());
  }

  private Column directed(SortOrder item, Column value) {
    boolean ascending = item.direction() == Ascending$.MODULE$;
    boolean nullsFirst = item.nullOrdering() == NullsFirst$.MODULE$;
    boolean reversed = keep == Keep.LAST;
    return new Column(
        new SortOrder(
            value.expr(),
            ascending != reversed ? Ascending$.MODULE$ : Descending$.MODULE$,
            nullsFirst != reversed ? NullsFirst$.MODULE$ : NullsLast$.MODULE$,
            item.sameOrderExpressions()));
  }
}
