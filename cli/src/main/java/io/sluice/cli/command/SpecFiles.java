package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.store.StoredSpecs;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.Locations;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The specs that a command line names. */
public final class SpecFiles {
  private SpecFiles() {}

  /** A spec and where it lies: a file of this machine, or a URI. */
  record SpecFile(String location, DatasetSpec spec) {}

  /**
   * Reads all of them, so that a mistake in the last is told before anything runs.
   *
   * @throws UsageException if one is not there
   * @throws io.sluice.spec.SpecException if one has mistakes
   */
  static List<SpecFile> read(List<String> named, Sluice root) {
    Storages storages = root.storages();
    List<SpecFile> specs = new ArrayList<>();
    for (String spec : named) {
      String location = Locations.isLocal(spec) ? file(spec, root.surroundings()) : spec;
      specs.add(new SpecFile(location, StoredSpecs.read(storages, location)));
    }
    return specs;
  }

  private static String file(String spec, Surroundings surroundings) {
    Path file = surroundings.file(Locations.path(spec));
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
    return file.toString();
  }
}
