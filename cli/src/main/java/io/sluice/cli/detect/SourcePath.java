package io.sluice.cli.detect;

import io.sluice.cli.error.UsageException;
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
    String pattern =
        names.size() == 1
            ? names.iterator().next()
            : names.stream().map(SourcePath::literal).collect(Collectors.joining(",", "{", "}"));
    String folder = relative(base, folders.iterator().next());
    return folder.isEmpty() ? pattern : folder + "/" + pattern;
  }

  /** The name as a pattern that only it matches. */
  private static String literal(String name) {
    return name.replaceAll("([*?\\[\\]{}\\\\,])", "\\\\$1");
  }

  private static String relative(Path base, Path path) {
    return path.startsWith(base) && !path.equals(base)
        ? base.relativize(path).toString()
        : path.toString();
  }
}
