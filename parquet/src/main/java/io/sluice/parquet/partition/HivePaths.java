package io.sluice.parquet.partition;

import io.sluice.spec.lake.FolderNames;
import java.util.List;
import java.util.Locale;

/** Folder names of partitions as Hive and Spark write them. */
public final class HivePaths {
  private HivePaths() {}

  /** For example {@code year=2024/carrier=AA}; empty if there are no keys. */
  public static String directory(List<String> names, List<String> values) {
    StringBuilder path = new StringBuilder();
    for (int i = 0; i < names.size(); i++) {
      if (i > 0) {
        path.append('/');
      }
      String value = values.get(i);
      path.append(escape(names.get(i))).append('=');
      path.append(value == null || value.isEmpty() ? FolderNames.NULL : escape(value));
    }
    return path.toString();
  }

  /** Writes characters that have a meaning in paths as {@code %XX}. */
  private static String escape(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (FolderNames.isEscaped(c)) {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }
}
