package io.sluice.formats.infer;

import java.text.Normalizer;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Turns field names as files have them into column names as catalogs take them: lower case (Hive
 * and the Glue Data Catalog fold case), letters of any script, digits and underscores, unique.
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
    String name = base;
    for (int suffix = 2; !taken.add(name); suffix++) {
      name = base + "_" + suffix;
    }
    return name;
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
    if (name.isEmpty()) {
      return "column";
    }
    return Character.isDigit(name.codePointAt(0)) ? "_" + name : name.toString();
  }
}
