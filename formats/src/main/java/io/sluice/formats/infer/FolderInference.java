package io.sluice.formats.infer;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.read.FolderKeys.FolderKey;
import io.sluice.formats.read.SourceNames;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.type.DataType.Primitive;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The columns that names of folders are, and their types: those of fields, and besides, parts of a
 * date ({@code month=05}) are numbers in spite of their zeros, as Spark and DuckDB have them.
 */
public final class FolderInference {
  private static final int SHOWN = 3;

  /** Parts of a date, and the greatest value of each. */
  private static final Map<String, Integer> CALENDAR =
      Map.of(
          "quarter", 4, "month", 12, "week", 53, "day", 31, "hour", 23, "minute", 59, "mm", 59,
          "dd", 31, "hh", 23);

  private FolderInference() {}

  /** The columns of some files, each with its key as name, in the order of first appearance. */
  public static List<InferredColumn> columns(List<FolderKeys> files, SourceOptions options) {
    Map<String, String> names = new LinkedHashMap<>();
    for (FolderKeys file : files) {
      file.names().forEach(name -> names.putIfAbsent(name.toLowerCase(Locale.ROOT), name));
    }
    List<InferredColumn> columns = new ArrayList<>();
    names.values().forEach(name -> columns.add(column(name, files, options)));
    return columns;
  }

  private static InferredColumn column(String name, List<FolderKeys> files, SourceOptions options) {
    List<String> values =
        files.stream()
            .map(file -> file.find(List.of(SourceNames.ofLiteral(name))).map(FolderKey::value))
            .map(found -> found.orElse(null))
            .toList();
    FieldProfiler profiler = new FieldProfiler(options);
    TypeProfile profile = new TypeProfile();
    TreeSet<String> different = new TreeSet<>();
    for (String value : values) {
      if (value == null) {
        profile.addNull();
      } else {
        byte[] text = value.getBytes(UTF_8);
        profiler.observe(text, 0, text.length, Reading.ANY, profile);
        different.add(value);
      }
    }
    boolean calendar =
        !different.isEmpty() && different.stream().allMatch(value -> isCalendar(name, value));
    return new InferredColumn(
        name,
        calendar ? Primitive.BIGINT : profile.type(),
        values.stream().anyMatch(Objects::isNull),
        0,
        !different.isEmpty(),
        "the names of folders: "
            + different.stream()
                .limit(SHOWN)
                .map(value -> name + "=" + value)
                .collect(Collectors.joining(", "))
            + (different.size() > SHOWN ? "…" : ""));
  }

  private static boolean isCalendar(String name, String value) {
    Integer most = CALENDAR.get(name.toLowerCase(Locale.ROOT));
    return most != null && value.matches("[0-9]{1,2}") && Integer.parseInt(value) <= most;
  }
}
