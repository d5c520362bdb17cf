package io.sluice.ingest.table;

import io.sluice.spec.SourceSpec;
import io.sluice.spec.lake.Locations;
import java.io.IOException;
import java.nio.file.Path;

/** Where local paths lead to: a link must not hide that one lies in another. */
final class WithoutLinks {
  private WithoutLinks() {}

  /** The location with all links followed that are there; anything but a local path as it is. */
  static String of(String location) {
    if (!Locations.isLocal(location)) {
      return location;
    }
    return followed(Locations.path(location).toAbsolutePath().normalize()).toString();
  }

  private static Path followed(Path path) {
    try {
      return path.toRealPath();
    } catch (IOException e) {
      // It is not there yet, or must not be looked at: then what is above it decides.
      Path above = path.getParent();
      return above == null ? path : followed(above).resolve(path.getFileName());
    }
  }

  /** The source, with the links of its root followed; a glob's wildcards stay as they are. */
  static SourceSpec of(SourceSpec source) {
    if (!Locations.isLocal(source.path())) {
      return source;
    }
    String root = of(source.root());
    if (!source.isGlob()) {
      return source.at(root, root.length());
    }
    String folder = root.endsWith("/") ? root : root + "/";
    return source.at(folder + source.pattern(), folder.length());
  }
}
