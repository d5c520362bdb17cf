package io.sluice.cli.detect;

import io.sluice.cli.error.UsageException;
import io.sluice.spec.SourceSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How a spec names the files that a user named. */
final class SourcePath {
  private SourcePath() {}

  /**
   * A file, a folder, or a folder with a pattern of names, relative to the spec's folder if it lies
   * below it.
   */
  static String of(DetectedDataset dataset, List<Path> named, Path specFile) {
    Path base = specFile.toAbsolutePath().normalize().getParent();
    if (named.size() == 1) {
      return relative(base, named.get(0).toAbsolutePath().normalize());
    }
    Set<Path> folders = new TreeSet<>();
    Set<String> names = new TreeSet<>();
    for (DetectedFile file : dataset.files()) {
      Path path = file.path().toAbsolutePath().normalize();
      folders.add(path.getParent());
      names.add(path.getFileName().toString());
    }
    if (folders.size() > 1 || named.stream().anyMatch(Files::isDirectory)) {
      throw new UsageException(
          "a spec has one source path: name one folder, or files of one folder");
    }
    String folder = relative(base, folders.iterator().next());
    String below = folder.isEmpty() ? "" : folder + "/";
    // What is there under the very name of a path is meant, and needs no pattern.
    return names.size() == 1
        ? below + names.iterator().next()
        : SourceSpec.literal(below)
            + names.stream().map(SourceSpec::literal).collect(Collectors.joining(",", "{", "}"));
  }

  private static String relative(Path base, Path path) {
    return path.startsWith(base) && !path.equals(base)
        ? base.relativize(path).toString()
        : path.toString();
  }
}
