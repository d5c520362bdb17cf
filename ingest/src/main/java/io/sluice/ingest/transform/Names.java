package io.sluice.ingest.transform;

import io.sluice.spec.NearestName;
import io.sluice.spec.SpecLocation;
import io.sluice.spec.TransformException;
import io.sluice.spec.lake.BookkeepingColumns;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Column names, compared without case. */
final class Names {
  private static final int SHOWN = 20;

  private Names() {}

  /** The column of that name. */
  static Field require(List<Field> fields, String name, SpecLocation at) {
    Field found = find(fields, name, at);
    if (found == null) {
      throw new TransformException(at, missing(fields, name, ""));
    }
    return found;
  }

  /** As {@link #require}, where the name is written as an expression. */
  static Field resolve(List<Field> fields, String name, String text, SpecLocation at) {
    Field found = find(fields, name, at);
    if (found == null) {
      throw new TransformException(at, text, missing(fields, name, ", ..."));
    }
    return found;
  }

  private static Field find(List<Field> fields, String name, SpecLocation at) {
    Field found = null;
    for (Field field : fields) {
      if (field.name().equalsIgnoreCase(name)) {
        if (found != null) {
          throw new TransformException(
              at, "there are two columns '" + found.name() + "' and '" + field.name() + "'");
        }
        found = field;
      }
    }
    return found;
  }

  private static String missing(List<Field> fields, String name, String more) {
    List<String> names = fields.stream().map(Field::name).toList();
    int shown = Math.min(SHOWN, names.size());
    String columns = "columns are " + String.join(", ", names.subList(0, shown));
    return "there is no column '"
        + name
        + "'; "
        + NearestName.hint(name, names, shown < names.size() ? columns + more : columns);
  }

  /** Throws if two columns have the same name, or one has a name of the job's own. */
  static void requireDistinct(List<Field> fields, SpecLocation at) {
    Set<String> seen = new HashSet<>();
    for (Field field : fields) {
      String name = field.name();
      if (!seen.add(name.toLowerCase(Locale.ROOT))) {
        throw new TransformException(
            at, "column '" + name + "' would be there twice; give one of them another name");
      }
      if (name.toLowerCase(Locale.ROOT).startsWith(BookkeepingColumns.PREFIX)) {
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
