package io.sluice.spark.write;

import io.sluice.spec.lake.BookkeepingColumns;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.ExprId;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.Unevaluable;
import org.apache.spark.sql.execution.ProjectExec;
import org.apache.spark.sql.execution.SparkPlan;
import scala.collection.JavaConverters;
import scala.runtime.AbstractPartialFunction;

/**
 * Spark's projections over a scan, taken apart: which of the result's columns are the scan's, and
 * the expressions that make the others. An expression may use what a lower level made.
 *
 * @param scannedData how many of the scan's columns, from the first on, are data
 * @param outputs for each column of the result where it comes from
 */
public record RowProjection(List<Level> levels, int scannedData, List<Cell> outputs)
    implements Serializable {
  /**
   * Expressions that are evaluated together.
   *
   * @param input the scan's columns, and after them what the lower levels make
   */
  record Level(List<Expression> expressions, List<Attribute> input) implements Serializable {}

  /**
   * One value of a row.
   *
   * @param level 0: the scan; else the level that makes it, from 1
   * @param ordinal its place there
   */
  record Cell(int level, int ordinal) implements Serializable {}

  /**
   * @param projections the topmost first
   * @return nothing if a projection does what cannot be done row by row
   */
  static Optional<RowProjection> of(List<ProjectExec> projections, SparkPlan scan) {
    Builder builder = new Builder(JavaConverters.seqAsJavaList(scan.output()));
    for (int i = projections.size() - 1; i >= 0; i--) {
      if (!builder.add(JavaConverters.seqAsJavaList(projections.get(i).projectList()))) {
        return Optional.empty();
      }
    }
    SparkPlan top = projections.isEmpty() ? scan : projections.get(0);
    return Optional.of(builder.build(JavaConverters.seqAsJavaList(top.output())));
  }

  private static final class Builder {
    private final List<Level> levels = new ArrayList<>();
    private final List<Attribute> input;
    private final int scannedData;
    private final Map<ExprId, Cell> cells = new HashMap<>();

    /** What a name that only stands for another column stands for. */
    private final Map<ExprId, Attribute> sameAs = new HashMap<>();

    Builder(List<Attribute> scanned) {
      input = new ArrayList<>(scanned);
      scannedData =
          (int) scanned.stream().filter(a -> !BookkeepingColumns.contains(a.name())).count();
      for (int i = 0; i < scanned.size(); i++) {
        cells.put(scanned.get(i).exprId(), new Cell(0, i));
      }
    }

    boolean add(List<NamedExpression> projection) {
      List<Expression> computed = new ArrayList<>();
      List<Attribute> made = new ArrayList<>();
      Map<ExprId, Cell> named = new HashMap<>();
      for (NamedExpression item : projection) {
        Expression value = item instanceof Alias alias ? alias.child() : (Expression) item;
        if (value instanceof Attribute attribute) {
          Attribute source = sameAs.getOrDefault(attribute.exprId(), attribute);
          named.put(item.exprId(), cells.get(source.exprId()));
          sameAs.put(item.exprId(), source);
        } else if (rowByRow(value)) {
          named.put(item.exprId(), new Cell(levels.size() + 1, computed.size()));
          computed.add(resolved(value));
          made.add(item.toAttribute());
        } else {
          return false;
        }
      }
      cells.putAll(named);
      if (!computed.isEmpty()) {
        levels.add(new Level(List.copyOf(computed), List.copyOf(input)));
        input.addAll(made);
      }
      return true;
    }

    RowProjection build(List<Attribute> output) {
      return new RowProjection(
          List.copyOf(levels),
          scannedData,
          output.stream().map(a -> cells.get(a.exprId())).toList());
    }

    private Expression resolved(Expression value) {
      return value.transform(
          new AbstractPartialFunction<Expression, Expression>() {
            @Override
            public boolean isDefinedAt(Expression e) {
              return e instanceof Attribute a && sameAs.containsKey(a.exprId());
            }

            @Override
            public Expression apply(Expression e) {
              return sameAs.get(((Attribute) e).exprId());
            }
          });
    }

    private static boolean rowByRow(Expression value) {
      if (value instanceof Attribute) {
        return true;
      }
      if (!value.deterministic()
          || value instanceof PlanExpression
          || value instanceof Unevaluable) {
        return false;
      }
      return JavaConverters.seqAsJavaList(value.children()).stream().allMatch(Builder::rowByRow);
    }
  }
}
