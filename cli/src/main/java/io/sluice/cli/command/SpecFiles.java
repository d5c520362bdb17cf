package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The specs that a command line names. */
public final class SpecFiles {
  private SpecFiles() {}

  /** A spec and the file that it is in, as named. */
  record SpecFile(Path file, DatasetSpec spec) {}

  /**
   * Reads all of them, so that a mistake in the last is told before anything runs.
   *
   * @throws UsageException if one is not there
   * @throws io.sluice.spec.SpecException if one has mistakes
   */
  static List<SpecFile> read(List<Path> named, Surroundings surroundings) {
    List<SpecFile> specs = new ArrayList<>();
    for (Path spec : named) {
      Path file = surroundings.file(spec);
      if (!Files.exists(file)) {
        throw new UsageException(
            "there is no spec "
                + spec
                + ": './sluice detect FILE --write-spec "
                + spec
                + "' writes one for your files");
      }
      if (Files.isDirectory(file)) {
        throw new UsageException(spec + " is a folder: name the spec file in it");
      }
      specs.add(new SpecFile(file, SpecReader.read(file)));
    }
    return specs;
  }
}
