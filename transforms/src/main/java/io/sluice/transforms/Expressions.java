package io.sluice.transforms;

import static org.apache.spark.sql.functions.expr;

import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.SortOrder;
import org.apache.spark.sql.catalyst.expressions.SubqueryExpression;
import org.apache.spark.sql.catalyst.plans.logical.Aggregate;
import org.apache.spark.sql.catalyst.plans.logical.Generate;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.OneRowRelation;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.Sort;
import org.apache.spark.sql.catalyst.plans.logical.Window;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.StructType;
import scala.collection.JavaConverters;

/**
 * Parses and checks a spec's Spark SQL, before any data is read. Everything is understood with ANSI
 * rules, whatever the session says: an overflow, a division by zero or a failed cast is an error,
 * never a wrong number or a silent null.
 */
final class Expressions {
  private final SparkSession spark;

  Expressions(SparkSession spark) {
    this.spark = spark;
  }

  /**
   * An expression that is known to be sound.
   *
   * @param column ready for use, without alias
   * @param safe whether it cannot fail for any row
   * @param constant whether it looks at no column
   */
  record Checked(
      Column column, org.apache.spark.sql.types.DataType type, boolean safe, boolean constant) {}

  /** Runs something under ANSI rules. They hold for what is analysed meanwhile, in this thread. */
  <T> T ansi(Supplier<T> action) {
    SQLConf conf = spark.sessionState().conf().clone();
    conf.setConfString("spark.sql.ansi.enabled", "true");
    return SQLConf.withExistingConf(conf, action::get);
  }

  Dataset<Row> empty(StructType schema) {
    return spark.createDataFrame(List.of(), schema);
  }

  /** Parses, or throws with the place. */
  Column parse(String text, SpecLocation at) {
    try {
      return expr(text);
    } catch (Exception e) {
      throw new TransformException(at, text, PlainMessage.ofAnalysis(e, List.of()), e);
    } catch (StackOverflowError e) {
      throw tooDeep(text, at, e);
    }
  }

  /** Checks an expression over the columns given. */
  Checked check(String text, StructType columns, SpecLocation at) {
    Column parsed = parse(text, at);
    if (parsed.expr() instanceof Alias) {
      throw new TransformException(at, text, "AS is not allowed here; remove it");
    }
    return check(text, parsed, columns, at);
  }

  /** As above; {@code text} is for messages. */
  Checked check(String text, Column column, StructType columns, SpecLocation at) {
    Dataset<Row> result;
    try {
      result = empty(columns).select(column);
    } catch (Exception e) {
      List<String> names = Arrays.asList(columns.fieldNames());
      throw new TransformException(at, text, PlainMessage.ofAnalysis(e, names), e);
    } catch (StackOverflowError e) {
      throw tooDeep(text, at, e);
    }
    Expression analysed = oneRowExpression(text, result.queryExecution().analyzed(), at);
    if (result.schema().length() != 1) {
      throw new TransformException(at, text, "this is several columns, not one");
    }
    boolean constant = analysed.foldable();
    if (constant) {
      evaluate(text, column, at);
    }
    boolean safe = analysed instanceof Attribute || analysed instanceof Literal;
    return new Checked(column, result.schema().fields()[0].dataType(), safe, constant);
  }

  /** The items of an ORDER BY clause. */
  List<SortOrder> sortOrder(String text, StructType columns, SpecLocation at) {
    LogicalPlan plan;
    try {
      plan = spark.sessionState().sqlParser().parsePlan("SELECT 1 ORDER BY " + text);
    } catch (Exception e) {
      throw new TransformException(at, text, PlainMessage.ofAnalysis(e, List.of()), e);
    } catch (StackOverflowError e) {
      throw tooDeep(text, at, e);
    }
    if (!(plan instanceof Sort sort)
        || !(sort.child() instanceof Project project)
        || !(project.child() instanceof OneRowRelation)) {
      throw new TransformException(
          at, text, "this is more than an order; write expressions with ASC or DESC");
    }
    List<SortOrder> items = new ArrayList<>(JavaConverters.seqAsJavaList(sort.order()));
    for (SortOrder item : items) {
      check(text, new Column(item.child()), columns, at);
    }
    return items;
  }

  /** A constant that cannot be computed would fail for each row alike. */
  private void evaluate(String text, Column column, SpecLocation at) {
    try {
      // A relation that is known to be empty would be optimised away, and the constant with it.
      spark.range(1).select(column).queryExecution().optimizedPlan();
    } catch (Exception e) {
      throw new TransformException(at, text, PlainMessage.ofRow(e), e);
    } catch (StackOverflowError e) {
      throw tooDeep(text, at, e);
    }
  }

  /** Spark calls itself for each level of an expression. */
  private static TransformException tooDeep(String text, SpecLocation at, StackOverflowError e) {
    return new TransformException(
        at, text, "it is nested too deeply for Spark SQL: make it of several columns", e);
  }

  private static Expression oneRowExpression(String text, LogicalPlan plan, SpecLocation at) {
    Deque<LogicalPlan> plans = new ArrayDeque<>(List.of(plan));
    while (!plans.isEmpty()) {
      LogicalPlan each = plans.pop();
      if (each instanceof Aggregate) {
        throw refused(text, at, "an aggregate function looks at many rows");
      } else if (each instanceof Window) {
        throw refused(text, at, "a window function looks at many rows");
      } else if (each instanceof Generate) {
        throw refused(text, at, "a function such as explode makes many rows of one");
      }
      plans.addAll(JavaConverters.seqAsJavaList(each.children()));
    }
    Expression top = (Expression) ((Project) plan).projectList().head();
    Expression expression = top instanceof Alias alias ? alias.child() : top;
    Deque<Expression> expressions = new ArrayDeque<>(List.of(expression));
    while (!expressions.isEmpty()) {
      Expression each = expressions.pop();
      if (each instanceof SubqueryExpression) {
        throw refused(text, at, "a subquery looks at other tables");
      }
      expressions.addAll(JavaConverters.seqAsJavaList(each.children()));
    }
    if (!expression.deterministic()) {
      throw new TransformException(
          at,
          text,
          "its value changes from call to call, so that a retried task would write other rows; use"
              + " functions that depend on the row alone");
    }
    return expression;
  }

  private static TransformException refused(String text, SpecLocation at, String why) {
    return new TransformException(
        at, text, why + ", but an expression here sees one row and gives one value");
  }
}
