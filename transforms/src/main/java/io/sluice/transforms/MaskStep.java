package io.sluice.transforms;

import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.greatest;
import static org.apache.spark.sql.functions.length;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.when;

import io.sluice.spec.TransformException;
import io.sluice.spec.TransformSpec.Mask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Hides what columns say. A masked column is text; null stays null. */
final class MaskStep implements Step {
  private static final String DEFAULT_REPLACEMENT = "***";
  private static final int SHA_BITS = 256;

  private final Mask spec;
  private final Map<String, DataType> columns = new LinkedHashMap<>();

  MaskStep(Mask spec, StructType schema) {
    this.spec = spec;
    for (String name : spec.columns()) {
      StructField field = Names.require(schema, name, spec.location());
      DataType type = field.dataType();
      boolean nested =
          type instanceof StructType || type instanceof ArrayType || type instanceof MapType;
      if (nested) {
        throw new TransformException(
            spec.location(),
            "column '" + name + "' is nested; derive its members as columns and mask those");
      }
      columns.put(field.name(), type);
    }
  }

  @Override
  public Dataset<Row> apply(Dataset<Row> rows) {
    List<Column> data = new ArrayList<>();
    for (String name : rows.columns()) {
      if (!Hidden.is(name)) {
        Column column = Hidden.ref(name);
        DataType type = columns.get(name);
        data.add(type == null ? column : masked(column, type).as(name));
      }
    }
    return Hidden.project(rows, data);
  }

  private Column masked(Column column, DataType type) {
    Column text = column.cast(DataTypes.StringType);
    return switch (spec.method()) {
      case HASH -> hashed(type.equals(DataTypes.BinaryType) ? column : text);
      case REDACT -> when(column.isNotNull(), lit(spec.replacement().orElse(DEFAULT_REPLACEMENT)));
      case PARTIAL -> partial(text);
    };
  }

  private Column hashed(Column value) {
    byte[] salt = spec.salt().orElse("").getBytes(StandardCharsets.UTF_8);
    return sha2(concat(lit(salt), value.cast(DataTypes.BinaryType)), SHA_BITS);
  }

  /** A text no longer than what may stay readable would stay readable whole; it is hidden whole. */
  private Column partial(Column text) {
    Column shown = lit(spec.keepLast());
    Column hidden = when(length(text).gt(shown), length(text).minus(shown)).otherwise(length(text));
    Column stars = org.apache.spark.sql.functions.call_function("repeat", lit("*"), hidden);
    Column tail = text.substr(hidden.plus(1), greatest(length(text).minus(hidden), lit(0)));
    return concat(stars, tail);
  }
}
