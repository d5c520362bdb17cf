package io.sluice.benchmarks.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** Generated data in a folder, made when first asked for and kept. */
public final class DataCache {
  /** Part of every path: to be raised when generators write other bytes than before. */
  private static final String VERSION = "1";

  /** Written last: where it is missing, a generator was interrupted. */
  private static final String MARKER = "text-bytes";

  private final Path folder;
  private final Consumer<String> progress;

  /**
   * @param progress told when data is generated, which takes its time
   */
  public DataCache(Path folder, Consumer<String> progress) {
    this.folder = folder.toAbsolutePath().normalize();
    this.progress = progress;
  }

  /** The data at a scale factor, generated if it is not there yet. */
  public Input input(Dataset dataset, double scale) throws IOException {
    Path home =
        folder.resolve(String.format(Locale.ROOT, "v%s-sf%s", VERSION, Double.toString(scale)));
    Path files = home.resolve(dataset.key());
    Path marker = files.resolve(MARKER);
    if (!Files.exists(marker)) {
      progress.accept("generating " + dataset.key() + " into " + files);
      make(dataset, scale, home, files);
    }
    List<String> lines = Files.readAllLines(marker);
    return dataset.input(files.resolve(lines.get(1)), scale, Long.parseLong(lines.get(0)));
  }

  /** Aside, and moved in one step, so that two benchmarks may share a cache. */
  private static void make(Dataset dataset, double scale, Path home, Path files)
      throws IOException {
    Files.createDirectories(home);
    Path aside = Files.createTempDirectory(home, ".making-");
    try {
      Path made = dataset.generate(aside, scale);
      String marker = textBytes(made) + "\n" + aside.relativize(made) + "\n";
      Files.writeString(aside.resolve(MARKER), marker);
      // Without its marker it is a copy that lost it; with it, another benchmark was faster.
      if (!Files.exists(files.resolve(MARKER))) {
        delete(files);
        Files.move(aside, files);
      }
    } finally {
      delete(aside);
    }
  }

  private static void delete(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    try (Stream<Path> all = Files.walk(root)) {
      for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  private static long textBytes(Path files) throws IOException {
    long sum = 0;
    try (Stream<Path> all = Files.walk(files)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        sum += fileTextBytes(file);
      }
    }
    return sum;
  }

  private static long fileTextBytes(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] start = in.readNBytes(2);
      if (start.length == 2 && start[0] == (byte) 0xFF && start[1] == (byte) 0xFE) {
        try (Stream<String> lines = Files.lines(file, StandardCharsets.UTF_16)) {
          return lines.mapToLong(line -> line.getBytes(StandardCharsets.UTF_8).length + 1L).sum();
        }
      }
    }
    if (!file.toString().endsWith(".gz")) {
      return Files.size(file);
    }
    try (InputStream in = new GZIPInputStream(Files.newInputStream(file), 1 << 16)) {
      return in.transferTo(OutputStream.nullOutputStream());
    }
  }
}
