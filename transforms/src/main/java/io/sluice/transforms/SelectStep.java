package io.sluice.transforms;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;

import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.spec.TransformSpec.Select;
import io.sluice.transforms.Expressions.Checked;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.types.StructType;

/**
 * Keeps some columns, in a new order, some of them computed. Audit and rescue columns stay, at the
 * end.
 */
final class SelectStep implements Step {
  /** A column of the result. */
  private record Item(String name, String text, Checked expression) {}

  private final List<Item> items = new ArrayList<>();

  SelectStep(Select spec, Expressions expressions, StructType schema, Set<String> keptColumns) {
    for (String text : spec.expressions()) {
      add(text, expressions, schema, spec.location());
    }
    List<String> names = new ArrayList<>(items.stream().map(Item::name).toList());
    for (String column : schema.fieldNames()) {
      if (keptColumns.contains(column) && !names.contains(column)) {
        names.add(column);
        items.add(plain(column, expressions, schema, spec.location()));
      }
    }
    Names.requireDistinct(names, spec.location());
  }

  private void add(String text, Expressions expressions, StructType schema, SpecLocation at) {
    Column parsed = expressions.parse(text, at);
    if (parsed.expr() instanceof Star) {
      for (String column : star(text, parsed, expressions, schema, at)) {
        items.add(plain(column, expressions, schema, at));
      }
      return;
    }
    String name;
    Column value = parsed;
    if (parsed.expr() instanceof Alias alias) {
      name = alias.name();
      value = new Column(alias.child());
    } else if (parsed.expr() instanceof UnresolvedAttribute attribute) {
      String last = attribute.nameParts().last();
      name =
          Arrays.stream(schema.fieldNames())
              .filter(last::equalsIgnoreCase)
              .findFirst()
              .orElse(last);
    } else {
      throw new TransformException(at, text, "the column needs a name; add AS and the name");
    }
    Checked checked = expressions.check(text, value, schema, at);
    StoredTypes.require(name, checked.type(), at);
    items.add(new Item(name, text, checked));
  }

  private static List<String> star(
      String text, Column star, Expressions expressions, StructType schema, SpecLocation at) {
    if (!text.strip().equals("*")) {
      throw new TransformException(at, text, "name a struct's members one by one");
    }
    return Arrays.asList(expressions.empty(schema).select(star).columns());
  }

  private static Item plain(
      String column, Expressions expressions, StructType schema, SpecLocation at) {
    return new Item(column, column, expressions.check(column, Hidden.ref(column), schema, at));
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    Dataset<Row> evaluated = rows;
    int guards = 0;
    List<Column> data = new ArrayList<>();
    for (Item item : items) {
      if (item.expression().safe()) {
        data.add(item.expression().column().as(item.name()));
      } else {
        evaluated = Evaluation.guard(evaluated, guards, item.expression());
        data.add(Evaluation.value(guards).as(item.name()));
        guards++;
      }
    }
    int guard = 0;
    for (Item item : items) {
      if (!item.expression().safe()) {
        evaluated =
            Hidden.out(
                evaluated,
                Evaluation.error(guard).isNotNull(),
                Hidden.EXPRESSION_FAILED,
                lit(item.name()),
                concat(lit(TransformException.quoted(item.text())), Evaluation.error(guard)));
        guard++;
      }
    }
    return Evaluation.drop(Hidden.project(evaluated, data), guards);
  }
}
