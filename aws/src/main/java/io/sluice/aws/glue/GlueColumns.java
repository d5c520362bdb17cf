package io.sluice.aws.glue;

import io.sluice.catalog.Table.TableColumn;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.glue.model.Column;

/**
 * Columns as Glue keeps them, names in lower case. Names and types are Sluice's, since the files
 * have them so. A comment is Sluice's when Sluice changes it, and otherwise whoever's wrote last.
 * Columns that others added stay.
 */
final class GlueColumns {
  /** What Glue allows of a comment, in characters. */
  private static final int MAX_COMMENT = 255;

  private GlueColumns() {}

  /**
   * What Glue has to have.
   *
   * @param theirs what it has
   * @param base what Sluice put last
   * @param ours what Sluice puts now; new ones come last, whatever their place
   */
  static List<Column> merge(List<Column> theirs, List<TableColumn> base, List<TableColumn> ours) {
    Map<String, TableColumn> before = byName(base);
    Map<String, TableColumn> missing = byName(ours);
    List<Column> merged = new ArrayList<>();
    for (Column their : theirs) {
      String name = lower(their.name());
      TableColumn our = missing.remove(name);
      if (our != null) {
        merged.add(merge(their, name, before.get(name), our));
      } else if (!before.containsKey(name)) {
        merged.add(their);
      }
    }
    missing.forEach((name, our) -> merged.add(merge(Column.builder().build(), name, null, our)));
    return merged;
  }

  private static Column merge(Column their, String name, TableColumn base, TableColumn our) {
    Column.Builder column = their.toBuilder().name(name).type(HiveTypes.of(our.type()));
    if (base == null || !Objects.equals(base.comment(), our.comment())) {
      column.comment(comment(our.comment()));
    }
    return column.build();
  }

  /** In one line of at most 255 characters; the whole text is in the definition. */
  private static String comment(String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    String line = text.replaceAll("\\p{Cntrl}+", " ");
    if (line.length() <= MAX_COMMENT) {
      return line;
    }
    int end = MAX_COMMENT - 3;
    return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end)
        + "...";
  }

  private static Map<String, TableColumn> byName(List<TableColumn> columns) {
    Map<String, TableColumn> byName = new LinkedHashMap<>();
    columns.forEach(column -> byName.put(lower(column.name()), column));
    return byName;
  }

  private static String lower(String name) {
    return name.toLowerCase(Locale.ROOT);
  }
}
