package io.sluice.cli.detect;

import io.sluice.cli.error.UsageException;
import io.sluice.formats.infer.ColumnNames;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.SourceNames;
import io.sluice.spec.AuditSpec;
import io.sluice.spec.ColumnSpec;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.DriftSpec;
import io.sluice.spec.RejectSpec;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.SourceOptions.Bounds;
import io.sluice.spec.SourceOptions.Bytes;
import io.sluice.spec.SourceOptions.Dialect;
import io.sluice.spec.SourceOptions.FixedWidth;
import io.sluice.spec.SourceOptions.Lines;
import io.sluice.spec.SourceSpec;
import io.sluice.spec.TargetSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** A spec that pins what was found out about a dataset's files. */
public final class SpecSuggestion {
  /** File names may be longer than what a table may be called. */
  private static final int MOST_NAME = 128;

  private SpecSuggestion() {}

  /**
   * The spec for the files of a detection.
   *
   * @param named the files and folders that the user named
   * @param specFile where the spec will lie; its source path is relative to it where that is short
   * @throws UsageException if the files are not one dataset
   */
  public static DatasetSpec of(
      Detection detection, List<Path> named, Path specFile, SourceOptions set) {
    if (detection.datasets().isEmpty()) {
      throw new UsageException(
          "none of the files can be read, so there is no spec to write: the page above says why;"
              + " name others, or say what is known with --option");
    }
    if (detection.datasets().size() > 1) {
      throw new UsageException(
          "the files have "
              + detection.datasets().size()
              + " different layouts, and a spec describes one: name the files of one of them");
    }
    DetectedDataset dataset = detection.datasets().get(0);
    if (!dataset.problems().isEmpty()) {
      throw new UsageException(
          "types cannot be pinned while a file cannot be read to its end: "
              + dataset.problems().get(0)
              + ". Repair it, or leave it out");
    }
    String name = datasetName(named);
    return new DatasetSpec(
        name,
        new SourceSpec(
            SourcePath.of(dataset, named, specFile),
            SourceFormat.valueOf(format(dataset).toUpperCase(Locale.ROOT)),
            options(dataset, set)),
        columns(dataset),
        RejectSpec.DEFAULT,
        DriftSpec.DEFAULT,
        List.of(),
        List.of(),
        AuditSpec.NONE,
        TargetSpec.of(name));
  }

  /** The columns as the spec will name them, in the order of the files' fields. */
  public static List<ColumnSpec> columns(DetectedDataset dataset) {
    ColumnNames names = new ColumnNames(Set.of());
    List<ColumnSpec> columns = new ArrayList<>();
    boolean paths =
        !(dataset.files().get(0).inspection().layout().orElseThrow() instanceof FileLayout.Tabular);
    for (InferredColumn column : dataset.allColumns()) {
      String name = names.columnFor(column.name());
      columns.add(
          new ColumnSpec(
              name,
              column.type(),
              name.equals(column.name())
                  ? List.of()
                  : List.of(paths ? SourceNames.ofLiteral(column.name()) : column.name()),
              true,
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty(),
              Optional.empty()));
    }
    return columns;
  }

  private static String format(DetectedDataset dataset) {
    return dataset.files().get(0).inspection().layout().orElseThrow().format();
  }

  private static SourceOptions options(DetectedDataset dataset, SourceOptions set) {
    List<SourceOptions> files =
        dataset.files().stream()
            .map(file -> file.inspection().layout().orElseThrow().pinned(set))
            .toList();
    return new SourceOptions(
        new Bytes(
            shared(files, file -> file.bytes().encoding()),
            shared(files, file -> file.bytes().compression())),
        new Lines(
            shared(files, file -> file.lines().comment()),
            shared(files, file -> file.lines().header()),
            shared(files, file -> file.lines().skipLines()),
            set.lines().skipTrailingLines(),
            shared(files, file -> file.lines().raggedRows())),
        new Dialect(
            shared(files, file -> file.dialect().delimiter()),
            shared(files, file -> file.dialect().quote()),
            shared(files, file -> file.dialect().escape()),
            shared(files, file -> file.dialect().newline()),
            shared(files, file -> file.dialect().trailingDelimiter())),
        set.values(),
        set.numbers(),
        set.times(),
        new Bounds(set.bounds().maxRecordBytes(), set.bounds().maxColumns(), Optional.empty()),
        shared(files, file -> Optional.of(file.fixedWidth()))
            .orElse(new FixedWidth(List.of(), List.of())),
        set.folderColumns(),
        shared(files, SourceOptions::jsonRecords));
  }

  /** What all files have in common; where they differ it stays open, to be found for each. */
  private static <T> Optional<T> shared(
      List<SourceOptions> files, Function<SourceOptions, Optional<T>> option) {
    Optional<T> first = option.apply(files.get(0));
    return files.stream().map(option).allMatch(first::equals) ? first : Optional.empty();
  }

  /**
   * From the name of the file or folder that was named first: {@code flights.csv.gz} is flights.
   */
  static String datasetName(List<Path> named) {
    Set<String> names = new TreeSet<>();
    for (Path path : named) {
      Path last = path.toAbsolutePath().normalize().getFileName();
      String name = last == null ? "files" : last.toString();
      int dot = name.indexOf('.', 1);
      names.add(dot > 0 ? name.substring(0, dot) : name);
    }
    String name = names.iterator().next();
    if (names.size() > 1) {
      Path folder = named.get(0).toAbsolutePath().normalize().getParent();
      name =
          folder == null || folder.getFileName() == null ? name : folder.getFileName().toString();
    }
    String plain =
        name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9_]+", "_").replaceAll("^_+|_+$", "");
    // Tables of rejects are called so.
    plain = plain.replaceAll("_+(rejects|refused)$", "_$1");
    plain = plain.substring(0, Math.min(MOST_NAME, plain.length()));
    if (plain.isEmpty()) {
      return "dataset";
    }
    return Character.isDigit(plain.charAt(0)) ? "_" + plain : plain;
  }
}
