package io.sluice.ingest.inspect;

import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FileLayout.Csv;
import io.sluice.formats.read.FileLayout.FixedField;
import io.sluice.formats.read.FileLayout.FixedWidth;
import io.sluice.formats.read.FileLayout.Padding;
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
    if (layout instanceof FixedWidth fixed) {
      return padded(
          unnamed(fixed) ? withHeader(fixed, byPosition(fixed.header(), folders)) : fixed);
    }
    return layout instanceof Csv csv && unnamed(csv)
        ? csv.withHeader(byPosition(csv.header(), folders))
        : layout;
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

  /** As many of the names as there are fields: what a line holds is known before it is named. */
  private static FixedWidth withHeader(FixedWidth fixed, List<String> header) {
    List<FixedField> fields = new ArrayList<>();
    for (int i = 0; i < fixed.fields().size(); i++) {
      FixedField field = fixed.fields().get(i);
      fields.add(new FixedField(header.get(i), field.start(), field.end(), field.padding()));
    }
    return fixed.withFields(fields);
  }

  /** Keeps the blanks of those fields whose columns want them. */
  private FixedWidth padded(FixedWidth fixed) {
    Set<String> kept = new HashSet<>();
    for (ColumnSpec column : spec.schema()) {
      if (column.trim().isPresent() && !column.trim().get()) {
        column.sourceNames().forEach(name -> kept.add(lower(name)));
      }
    }
    if (kept.isEmpty()) {
      return fixed;
    }
    List<FixedField> fields = new ArrayList<>();
    for (FixedField field : fixed.fields()) {
      Padding padding = kept.contains(lower(field.name())) ? Padding.KEEP : field.padding();
      fields.add(new FixedField(field.name(), field.start(), field.end(), padding));
    }
    return fixed.withFields(fields);
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
