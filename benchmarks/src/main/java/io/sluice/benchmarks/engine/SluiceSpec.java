package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.data.DataColumn;
import io.sluice.benchmarks.data.Input;
import io.sluice.benchmarks.workload.Output.Derived;
import io.sluice.benchmarks.workload.Output.Kind;
import io.sluice.benchmarks.workload.Workload;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Collectors;

/** A workload as a dataset spec with everything pinned, so that nothing has to be inferred. */
public final class SluiceSpec {
  static final String DATABASE = "benchmark";
  static final String TABLE = "output";

  private SluiceSpec() {}

  /** The lake of a run. */
  public static Path lake(Path out) {
    return out.resolve("lake");
  }

  /** The table in the lake of a run. */
  static Path table(Workload workload, Path out) throws IOException {
    if (workload.output().kind() == Kind.SPEC) {
      LakeLocation lake = LakeLocation.of(lake(out));
      return Path.of(lake.table(SpecReader.read(write(workload, out)).target()));
    }
    return lake(out).resolve(DATABASE).resolve(TABLE);
  }

  /**
   * Writes the spec into a folder and returns its file; of a workload that has a spec, that spec.
   */
  public static Path write(Workload workload, Path folder) throws IOException {
    if (workload.output().kind() == Kind.SPEC) {
      return Path.of(workload.input().path());
    }
    return write(workload, folder, TABLE);
  }

  /** Writes the spec of generated data into a folder, with that dataset and table. */
  static Path write(Workload workload, Path folder, String table) throws IOException {
    Files.createDirectories(folder);
    return Files.writeString(folder.resolve("spec.yml"), yaml(workload, table));
  }

  private static String yaml(Workload workload, String table) {
    StringBuilder yaml = new StringBuilder("dataset: ").append(table);
    yaml.append('\n');
    yaml.append("source:\n  path: ").append(quoted(workload.input().path())).append('\n');
    yaml.append("  format: ");
    yaml.append(workload.input().format().name().toLowerCase(Locale.ROOT)).append('\n');
    yaml.append("  options: {encoding: ").append(workload.input().charset());
    yaml.append(dialect(workload.input())).append("}\nschema:\n");
    for (DataColumn column : workload.input().columns()) {
      yaml.append("  - {name: ").append(column.name());
      yaml.append(", type: ").append(quoted(column.type())).append("}\n");
    }
    yaml.append("on_drift: {new_column: ignore}\n");
    for (Derived derived : workload.output().derived()) {
      yaml.append("transforms:\n  - derive: {").append(derived.name()).append(": ");
      yaml.append(quoted(derived.expression())).append("}\n");
    }
    yaml.append("target:\n  database: ").append(DATABASE).append("\n  table: ").append(table);
    yaml.append("\n  compression: ").append(workload.output().codec().key());
    if (!workload.output().yearsOf().isEmpty()) {
      yaml.append("\n  partition_by: ");
      yaml.append(
          workload.output().yearsOf().stream()
              .map(date -> "year(" + date + ")")
              .collect(Collectors.joining(", ", "[", "]")));
    }
    return yaml.append('\n').toString();
  }

  private static String dialect(Input input) {
    return switch (input.format()) {
      case CSV -> ", delimiter: ',', quote: '\"', escape: '\"', header: true, newline: '\\n'";
      case FIXED_WIDTH ->
          ", header: false, newline: '\\n', widths: "
              + input.columns().stream().map(DataColumn::width).toList();
      case JSONL -> "";
    };
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
