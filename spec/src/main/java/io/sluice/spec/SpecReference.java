package io.sluice.spec;

import io.sluice.spec.VariantShape.Case;
import java.util.Collection;

/** The reference of all keys, as Markdown; made from the keys that the reader knows. */
public final class SpecReference {
  private final StringBuilder text = new StringBuilder();

  private SpecReference() {}

  /** A table for each mapping of a spec, with a final newline. */
  public static String markdown() {
    SpecReference reference = new SpecReference();
    DatasetKeys.SHAPE.describe("", reference);
    return reference.text.toString();
  }

  void section(String path, Collection<Key<?>> keys) {
    heading(path);
    text.append("| key | value | without it | meaning |\n|---|---|---|---|\n");
    for (Key<?> key : keys) {
      String otherwise = key.required() ? "**required**" : key.fallbackWords();
      row("`" + key.name() + "`", key.shape().words(), otherwise, key.meaning());
    }
  }

  void variants(String path, Collection<? extends Case<?>> cases) {
    heading(path);
    text.append("One of these keys:\n\n| key | value | meaning |\n|---|---|---|\n");
    for (Case<?> each : cases) {
      row("`" + each.name() + "`", each.shape().words(), each.meaning());
    }
  }

  private void heading(String path) {
    text.append(text.isEmpty() ? "" : "\n");
    text.append(path.isEmpty() ? "### The spec" : "### `" + path + "`").append("\n\n");
  }

  private void row(String... cells) {
    text.append('|');
    for (String cell : cells) {
      text.append(' ').append(cell.replace("|", "\\|")).append(" |");
    }
    text.append('\n');
  }
}
