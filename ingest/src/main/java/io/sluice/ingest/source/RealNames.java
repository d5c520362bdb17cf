package io.sluice.ingest.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Files below a folder by their own names, so that each is one however many links lead to it. */
final class RealNames {
  private final Path root;
  private final Path realRoot;
  private final Map<Path, Path> realFolders = new HashMap<>();

  RealNames(Path root) throws IOException {
    this.root = root;
    this.realRoot = root.toRealPath();
  }

  /**
   * The files, each once, in no order.
   *
   * @param notes takes which links were followed, and which lead to files that are there anyway
   */
  List<Path> of(List<Path> found, List<String> notes) throws IOException {
    Map<Path, Path> byName = new LinkedHashMap<>();
    Map<Path, Path> links = new LinkedHashMap<>();
    for (Path file : found) {
      Path real = real(file);
      if (real.equals(file)) {
        byName.put(file, file);
      } else {
        links.put(file, real);
      }
    }
    for (Map.Entry<Path, Path> link : new TreeMap<>(links).entrySet()) {
      Path before = byName.putIfAbsent(link.getValue(), link.getKey());
      notes.add(
          before == null
              ? link.getKey() + " is a link: taken as " + link.getValue()
              : "left out " + link.getKey() + ": it is a link to " + link.getValue());
    }
    return new ArrayList<>(byName.keySet());
  }

  /** The file's name without links, as if the root were none. */
  private Path real(Path file) throws IOException {
    try {
      return followed(file);
    } catch (NoSuchFileException e) {
      // It is gone by now; who looks at it next says so.
      return file;
    }
  }

  private Path followed(Path file) throws IOException {
    Path folder = file.getParent();
    Path realFolder = realFolders.get(folder);
    if (realFolder == null) {
      realFolder = named(folder.toRealPath());
      realFolders.put(folder, realFolder);
    }
    return Files.isSymbolicLink(file)
        ? named(file.toRealPath())
        : realFolder.resolve(file.getFileName());
  }

  private Path named(Path real) {
    return real.startsWith(realRoot) ? root.resolve(realRoot.relativize(real)) : real;
  }
}
