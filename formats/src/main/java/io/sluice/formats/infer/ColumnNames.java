package io.sluice.formats.infer;

import io.sluice.spec.ColumnSpec;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Turns field names as files have them into column names as catalogs take them: lower case (Hive
 * and the Glue Data Catalog fold case), letters of any script, digits and underscores, unique, not
 * too long, and none of the job's own. A spec may name each of them.
 */
public final class ColumnNames {
  private final Set<String> taken = new HashSet<>();

  /**
   * @param taken names already in use, in lower case
   */
  public ColumnNames(Set<String> taken) {
    this.taken.addAll(taken);
  }

  /** A free column name for the field, from then on taken. */
  public String columnFor(String field) {
    String base = normalised(field);
    String name = cut(base, "");
    for (int suffix = 2; !taken.add(name); suffix++) {
      name = cut(base, "_" + suffix);
    }
    return name;
  }

  /** A name with an ending, of at most as many bytes as a name may have. */
  private static String cut(String name, String ending) {
    int most = ColumnSpec.MOST_NAME_BYTES - ending.length();
    int bytes = name.getBytes(StandardCharsets.UTF_8).length;
    int end = name.length();
    while (bytes > most) {
      int last = name.codePointBefore(end);
      bytes -= Character.toString(last).getBytes(StandardCharsets.UTF_8).length;
      end -= Character.charCount(last);
    }
    return name.substring(0, end) + ending;
  }

  private static String normalised(String field) {
    String folded =
        Normalizer.normalize(field.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    StringBuilder name = new StringBuilder();
    folded
        .codePoints()
        .forEach(
            c -> {
              if (Character.isLetterOrDigit(c) || c == '_') {
                name.appendCodePoint(c);
              } else if (!name.isEmpty() && name.charAt(name.length() - 1) != '_') {
                name.append('_');
              }
            });
    while (name.length() > 1 && name.charAt(name.length() - 1) == '_' && !folded.endsWith("_")) {
      name.setLength(name.length() - 1);
    }
    while (name.indexOf(ColumnSpec.RESERVED_PREFIX) == 0) {
      name.deleteCharAt(0);
    }
    if (name.isEmpty()) {
      return "column";
    }
    return Character.isDigit(name.codePointAt(0)) ? "_" + name : name.toString();
  }
}
