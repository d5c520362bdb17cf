package io.sluice.transforms;

import java.io.Serializable;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.ConditionalExpression;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.GenericInternalRow;
import org.apache.spark.sql.catalyst.expressions.codegen.CodeBlock;
import org.apache.spark.sql.catalyst.expressions.codegen.CodegenContext;
import org.apache.spark.sql.catalyst.expressions.codegen.ExprCode;
import org.apache.spark.sql.catalyst.expressions.codegen.FalseLiteral$;
import org.apache.spark.sql.catalyst.expressions.codegen.JavaCode;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.IndexedSeq;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Evaluates an expression to a struct of its value {@code v} and, where it raises an error, the
 * error's text {@code e}; so that one bad row is one rejected row, not a failed run.
 *
 * <p>It counts as a conditional expression whose branch is the guarded one. This is what keeps
 * Spark from hoisting parts of it, that other expressions share, out of the guard, and from failing
 * a whole plan over a constant that cannot be folded.
 *
 * <p>Public because the code that Spark generates calls {@link #text}.
 */
public final class Guard extends Expression implements ConditionalExpression, Serializable {
  private static final long serialVersionUID = 1;

  private final Expression child;

  /** Guards {@code child}. */
  public Guard(Expression child) {
    this.child = child;
  }

  /** The guarded form of a column. */
  static Column of(Column column) {
    return new Column(new Guard(column.expr()));
  }

  /** What a row's reject says about the error. Called by generated code. */
  public static UTF8String text(Exception e) {
    return UTF8String.fromString(PlainMessage.ofRow(e));
  }

  @Override
  public Seq<Expression> children() {
    return JavaConverters.asScalaBuffer(List.of(child));
  }

  @Override
  public DataType dataType() {
    return new StructType().add("v", child.dataType(), true).add("e", DataTypes.StringType, true);
  }

  @Override
  public boolean nullable() {
    return false;
  }

  @Override
  public boolean foldable() {
    return false;
  }

  @Override
  public Seq<Expression> alwaysEvaluatedInputs() {
    return JavaConverters.asScalaBuffer(List.<Expression>of());
  }

  @Override
  public Seq<Seq<Expression>> branchGroups() {
    return JavaConverters.asScalaBuffer(List.<Seq<Expression>>of());
  }

  @Override
  public Object eval(InternalRow input) {
    try {
      return new GenericInternalRow(new Object[] {child.eval(input), null});
    } catch (RuntimeException e) {
      return new GenericInternalRow(new Object[] {null, text(e)});
    }
  }

  @Override
  public ExprCode doGenCode(CodegenContext ctx, ExprCode ev) {
    ExprCode inner = child.genCode(ctx);
    String fields = ctx.freshName("guarded");
    String error = ctx.freshName("error");
    String code =
        String.format(
            """
            Object[] %1$s = new Object[2];
            try {
              %2$s
              if (!%3$s) {
                %1$s[0] = %4$s;
              }
            } catch (Exception %5$s) {
              %1$s[0] = null;
              %1$s[1] = %6$s.text(%5$s);
            }
            %7$s %8$s = new %9$s(%1$s);
            """,
            fields,
            inner.code(),
            inner.isNull(),
            inner.value(),
            error,
            Guard.class.getName(),
            InternalRow.class.getName(),
            ev.value(),
            GenericInternalRow.class.getName());
    return ev.copy(
        new CodeBlock(
            JavaConverters.asScalaBuffer(List.of(code)),
            JavaConverters.asScalaBuffer(List.<JavaCode>of())),
        FalseLiteral$.MODULE$,
        ev.value());
  }

  @Override
  public Expression withNewChildrenInternal(IndexedSeq<Expression> newChildren) {
    return new Guard(newChildren.head());
  }

  @Override
  public Object productElement(int n) {
    return child;
  }

  @Override
  public int productArity() {
    return 1;
  }

  @Override
  public boolean canEqual(Object that) {
    return that instanceof Guard;
  }

  @Override
  public boolean equals(Object that) {
    return that instanceof Guard guard && guard.child.equals(child);
  }

  @Override
  public int hashCode() {
    return 31 * child.hashCode() + 1;
  }
}
