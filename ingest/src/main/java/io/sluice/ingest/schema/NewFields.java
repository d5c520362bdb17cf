package io.sluice.ingest.schema;

import io.sluice.formats.infer.InferredColumn;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.spec.DriftSpec.NewColumn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Fields that no column of the table is read from, at whatever depth, and how often they stood. */
final class NewFields {
  private static final int MOST_NAMED = 20;

  /** What is said of how often each stood, by its path. */
  private final Map<String, String> fields = new LinkedHashMap<>();

  boolean isEmpty() {
    return fields.isEmpty();
  }

  Set<String> names() {
    return fields.keySet();
  }

  /** A field of the files. */
  void add(InferredColumn field) {
    fields.put(field.name(), times(field.seen(), "record"));
  }

  /**
   * Members of structs.
   *
   * @param paths as TypeGrowth has them: the column's name comes first
   */
  void addMembers(InferredColumn field, String column, List<String> paths) {
    for (String path : paths) {
      long seen = field.members().getOrDefault(path.substring(column.length() + 1), 0L);
      fields.put(path, times(seen, "object"));
    }
  }

  /** A field that headers name, or a key of folders. */
  void add(String name, List<InspectedFile> in, int of) {
    fields.putIfAbsent(
        name,
        in.size() == of && of == 1
            ? ""
            : "in " + in.size() + " of " + of + (of == 1 ? " file" : " files"));
  }

  private static String times(long seen, String what) {
    return seen == 0 ? "" : "in " + seen + " " + what + (seen == 1 ? "" : "s");
  }

  /** That they are in the table from now on. */
  void addedTo(List<String> drift) {
    fields.forEach(
        (name, times) ->
            drift.add(
                "new column "
                    + name
                    + (times.isEmpty() ? "" : ", " + times)
                    + ": added to the table, null in earlier rows"));
  }

  /**
   * That they are in no column of it.
   *
   * @param where they were counted, if not everywhere
   */
  void leftOutOf(List<String> drift, NewColumn policy, String where) {
    if (fields.isEmpty()) {
      return;
    }
    String named =
        fields.entrySet().stream()
            .limit(MOST_NAMED)
            .map(
                field ->
                    field.getKey()
                        + (field.getValue().isEmpty() ? "" : " (" + field.getValue() + ")"))
            .collect(Collectors.joining(", "));
    drift.add(
        "fields that the table has no column for: "
            + named
            + (fields.size() > MOST_NAMED ? " and " + (fields.size() - MOST_NAMED) + " more" : "")
            + (policy == NewColumn.RESCUE ? ": kept in _rescued" : ": ignored")
            + ", as on_drift.new_column says"
            + where);
  }
}
