package io.sluice.benchmarks.data;

import io.sluice.benchmarks.data.Input.Format;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The dataset spec beside generated data, its schema pinned, so that it can be ingested at once.
 */
final class SpecFile {
  private SpecFile() {}

  /**
   * Writes {@code <folder>/<dataset>.yml}.
   *
   * @param source the file or folder, relative to the spec's folder
   */
  static void write(
      Path folder, String dataset, String source, Format format, List<DataColumn> columns)
      throws IOException {
    StringBuilder yaml = new StringBuilder();
    yaml.append("dataset: ").append(dataset).append('\n');
    yaml.append("source: {path: ").append(source).append(", format: ");
    yaml.append(format.name().toLowerCase(Locale.ROOT));
    if (format == Format.FIXED_WIDTH) {
      yaml.append(", options: {header: false, widths: ");
      yaml.append(columns.stream().map(DataColumn::width).toList()).append('}');
    }
    yaml.append("}\n");
    yaml.append("schema:\n");
    for (DataColumn column : columns) {
      yaml.append("  - {name: ").append(column.name());
      yaml.append(", type: \"").append(column.type()).append("\"}\n");
    }
    yaml.append("target: {database: benchmark, table: ").append(dataset).append("}\n");
    Files.writeString(folder.resolve(dataset + ".yml"), yaml);
  }
}
