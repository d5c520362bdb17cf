package io.sluice.jobs.inspect;

import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FileLayout.Csv;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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
  FileLayout named(FileLayout layout) {
    if (!(layout instanceof Csv csv) || csv.hasHeader() || spec.schema().isEmpty()) {
      return layout;
    }
    List<String> generated = csv.header().stream().map(Headers::lower).toList();
    boolean usesGenerated =
        spec.schema().stream()
            .flatMap(column -> column.sourceNames().stream())
            .anyMatch(name -> generated.contains(lower(name)));
    return usesGenerated ? layout : withHeader(csv, byPosition(csv.header()));
  }

  private List<String> byPosition(List<String> generated) {
    List<String> names = new ArrayList<>();
    for (int i = 0; i < Math.max(generated.size(), spec.schema().size()); i++) {
      if (i < spec.schema().size()) {
        ColumnSpec column = spec.schema().get(i);
        names.add(column.sourceNames().get(0));
      } else {
        names.add(generated.get(i));
      }
    }
    return names;
  }

  private static Csv withHeader(Csv csv, List<String> header) {
    return new Csv(
        csv.compression(),
        csv.encoding(),
        csv.dataStart(),
        csv.delimiter(),
        csv.quote(),
        csv.escape(),
        csv.comment(),
        csv.newline(),
        csv.skipLines(),
        csv.skipTrailingLines(),
        false,
        header,
        csv.ragged(),
        csv.maxRecordBytes());
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
