package io.sluice.transforms;

import io.sluice.spec.NearestName;
import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.spec.lake.BookkeepingColumns;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Column names, compared without case. */
final class Names {
  private Names() {}

  /** The column as the schema spells it. */
  static StructField require(StructType schema, String name, SpecLocation at) {
    for (StructField field : schema.fields()) {
      if (field.name().equalsIgnoreCase(name)) {
        return field;
      }
    }
    List<String> names = Arrays.asList(schema.fieldNames());
    int shown = Math.min(20, names.size());
    throw new TransformException(
        at,
        "there is no column '"
            + name
            + "'; "
            + NearestName.hint(
                name, names, "columns are " + String.join(", ", names.subList(0, shown))));
  }

  /** Throws if two columns have the same name, or one has a name of the job's own. */
  static void requireDistinct(List<String> names, SpecLocation at) {
    Set<String> seen = new HashSet<>();
    for (String name : names) {
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new TransformException(
            at, "column '" + name + "' would be there twice; give one of them another name");
      }
      if (Hidden.is(name.toLowerCase(Locale.ROOT))) {
        throw new TransformException(
            at,
            "'"
                + name
                + "' begins with "
                + BookkeepingColumns.PREFIX
                + ", which is reserved for Sluice");
      }
    }
  }
}
