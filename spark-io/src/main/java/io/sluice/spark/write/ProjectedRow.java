package io.sluice.spark.write;

import io.sluice.spark.write.RowProjection.Cell;
import io.sluice.spark.write.RowProjection.Level;
import java.util.List;
import org.apache.spark.sql.catalyst.InternalRow;
import org.apache.spark.sql.catalyst.expressions.Attribute;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.JoinedRow;
import org.apache.spark.sql.catalyst.expressions.UnsafeProjection;
import org.apache.spark.sql.catalyst.util.ArrayData;
import org.apache.spark.sql.catalyst.util.MapData;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.unsafe.types.CalendarInterval;
import org.apache.spark.unsafe.types.UTF8String;
import scala.collection.JavaConverters;

/**
 * A row as a {@link RowProjection} makes it of a scanned one: computed values are made once, the
 * others are read where they stand. To be read only, until the next {@link #of}.
 */
final class ProjectedRow extends InternalRow {
  private final UnsafeProjection[] projections;
  private final JoinedRow[] inputs;

  /** The scanned row, and what each level made of it. */
  private final InternalRow[] rows;

  /** By column: which of {@link #rows}, and where in it. */
  private final int[] level;

  private final int[] ordinal;

  /** Compiles the expressions, so it is to be made where and when rows are at hand. */
  ProjectedRow(RowProjection projection) {
    List<Level> levels = projection.levels();
    projections = new UnsafeProjection[levels.size()];
    inputs = new JoinedRow[levels.size()];
    rows = new InternalRow[levels.size() + 1];
    for (int i = 0; i < projections.length; i++) {
      projections[i] = compile(levels.get(i).expressions(), levels.get(i).input());
      inputs[i] = new JoinedRow();
    }
    List<Cell> outputs = projection.outputs();
    level = outputs.stream().mapToInt(Cell::level).toArray();
    ordinal = outputs.stream().mapToInt(Cell::ordinal).toArray();
  }

  private static UnsafeProjection compile(List<Expression> expressions, List<Attribute> input) {
    return UnsafeProjection.create(
        JavaConverters.asScalaBuffer(expressions), JavaConverters.asScalaBuffer(input));
  }

  /** Becomes what is made of this row. */
  ProjectedRow of(InternalRow scanned) {
    rows[0] = scanned;
    InternalRow input = scanned;
    for (int i = 0; i < projections.length; i++) {
      rows[i + 1] = projections[i].apply(input);
      input = inputs[i].apply(input, rows[i + 1]);
    }
    return this;
  }

  @Override
  public int numFields() {
    return level.length;
  }

  @Override
  public boolean isNullAt(int i) {
    return rows[level[i]].isNullAt(ordinal[i]);
  }

  @Override
  public boolean getBoolean(int i) {
    return rows[level[i]].getBoolean(ordinal[i]);
  }

  @Override
  public byte getByte(int i) {
    return rows[level[i]].getByte(ordinal[i]);
  }

  @Override
  public short getShort(int i) {
    return rows[level[i]].getShort(ordinal[i]);
  }

  @Override
  public int getInt(int i) {
    return rows[level[i]].getInt(ordinal[i]);
  }

  @Override
  public long getLong(int i) {
    return rows[level[i]].getLong(ordinal[i]);
  }

  @Override
  public float getFloat(int i) {
    return rows[level[i]].getFloat(ordinal[i]);
  }

  @Override
  public double getDouble(int i) {
    return rows[level[i]].getDouble(ordinal[i]);
  }

  @Override
  public Decimal getDecimal(int i, int precision, int scale) {
    return rows[level[i]].getDecimal(ordinal[i], precision, scale);
  }

  @Override
  public UTF8String getUTF8String(int i) {
    return rows[level[i]].getUTF8String(ordinal[i]);
  }

  @Override
  public byte[] getBinary(int i) {
    return rows[level[i]].getBinary(ordinal[i]);
  }

  @Override
  public CalendarInterval getInterval(int i) {
    return rows[level[i]].getInterval(ordinal[i]);
  }

  @Override
  public InternalRow getStruct(int i, int fields) {
    return rows[level[i]].getStruct(ordinal[i], fields);
  }

  @Override
  public ArrayData getArray(int i) {
    return rows[level[i]].getArray(ordinal[i]);
  }

  @Override
  public MapData getMap(int i) {
    return rows[level[i]].getMap(ordinal[i]);
  }

  @Override
  public Object get(int i, DataType type) {
    return rows[level[i]].get(ordinal[i], type);
  }

  @Override
  public void setNullAt(int i) {
    throw readOnly();
  }

  @Override
  public void update(int i, Object value) {
    throw readOnly();
  }

  @Override
  public InternalRow copy() {
    throw readOnly();
  }

  private static UnsupportedOperationException readOnly() {
    return new UnsupportedOperationException("a projected row is for reading, and not for keeping");
  }
}
