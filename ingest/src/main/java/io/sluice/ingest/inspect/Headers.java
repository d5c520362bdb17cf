package io.sluice.ingest.inspect;

import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FileLayout.Tabular;
import io.sluice.formats.read.FolderKeys;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names the fields of files without a header after the schema's columns, in their order. */
final class Headers {
  private final DatasetSpec spec;

  Headers(DatasetSpec spec) {
    this.spec = spec;
  }

  /**
   * The layout with its fields named. A schema that uses the generated names ({@code column_1}…) in
   * {@code from} is followed as it is.
   */
  FileLayout named(FileLayout layout, FolderKeys folders) {
    if (!(layout instanceof Tabular table)) {
      return layout;
    }
    Tabular named = unnamed(table) ? table.withHeader(byPosition(table.header(), folders)) : table;
    Set<String> kept = blanksKept();
    return kept.isEmpty() ? named : named.keepingBlanks(field -> kept.contains(lower(field)));
  }

  /** Whether neither file nor spec says what the fields are called. */
  private boolean unnamed(Tabular layout) {
    boolean named = layout.hasHeader() || !spec.source().options().fixedWidth().fields().isEmpty();
    if (named || spec.schema().isEmpty()) {
      return false;
    }
    List<String> generated = layout.header().stream().map(Headers::lower).toList();
    return spec.schema().stream()
        .flatMap(column -> column.sourceNames().stream())
        .noneMatch(name -> generated.contains(lower(name)));
  }

  /** Columns that the folders name have no field, where there are more columns than fields. */
  private List<String> byPosition(List<String> generated, FolderKeys folders) {
    List<ColumnSpec> columns =
        spec.schema().size() <= generated.size()
            ? spec.schema()
            : spec.schema().stream()
                .filter(column -> folders.find(column.sourceNames()).isEmpty())
                .toList();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Math.max(generated.size(), columns.size()); i++) {
      if (i < columns.size()) {
        ColumnSpec column = columns.get(i);
        names.add(column.sourceNames().get(0));
      } else {
        names.add(generated.get(i));
      }
    }
    return names;
  }

  /** The fields whose columns want the blanks around their values. */
  private Set<String> blanksKept() {
    Set<String> kept = new HashSet<>();
    for (ColumnSpec column : spec.schema()) {
      if (column.trim().isPresent() && !column.trim().get()) {
        column.sourceNames().forEach(name -> kept.add(lower(name)));
      }
    }
    return kept;
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
