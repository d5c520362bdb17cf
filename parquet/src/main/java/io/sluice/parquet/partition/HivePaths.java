package io.sluice.parquet.partition;

import java.util.List;
import java.util.Locale;

/** Folder names of partitions as Hive and Spark write and read them. */
public final class HivePaths {
  /** Stands for null, and for the empty string, which Hive cannot tell from it. */
  public static final String DEFAULT_PARTITION = "__HIVE_DEFAULT_PARTITION__";

  private static final String ESCAPED = "\"#%'*/:=?\\{[]^";

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
      path.append(value == null || value.isEmpty() ? DEFAULT_PARTITION : escape(value));
    }
    return path.toString();
  }

  /** Writes characters that have a meaning in paths as {@code %XX}. */
  public static String escape(String name) {
    StringBuilder escaped = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c < ' ' || c == 0x7F || ESCAPED.indexOf(c) >= 0) {
        escaped.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      } else {
        escaped.append(c);
      }
    }
    return escaped.toString();
  }

  /** Reads {@link #escape} back; a percent sign that begins no escape stands for itself. */
  public static String unescape(String name) {
    StringBuilder text = new StringBuilder(name.length());
    for (int i = 0; i < name.length(); i++) {
      char c = name.charAt(i);
      if (c == '%' && i + 2 < name.length()) {
        int high = Character.digit(name.charAt(i + 1), 16);
        int low = Character.digit(name.charAt(i + 2), 16);
        if (high >= 0 && low >= 0) {
          text.append((char) (high * 16 + low));
          i += 2;
          continue;
        }
      }
      text.append(c);
    }
    return text.toString();
  }
}
