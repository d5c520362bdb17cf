package io.sluice.benchmarks.data;

import io.sluice.benchmarks.folder.Folders;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Generated data in a folder, made when first asked for and kept. */
public final class DataCache {
  /** Part of every path: to be raised when generators write other bytes than before. */
  private static final String VERSION = "2";

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

  /** Makes something in an empty folder; returns how many bytes of text it is. */
  public interface Making {
    long into(Path empty) throws IOException, SQLException;
  }

  /** The data at a scale factor, generated if it is not there yet. */
  public Input input(Dataset dataset, double scale) throws IOException, SQLException {
    Path kept =
        kept(
            String.format(Locale.ROOT, "sf%s/%s", Double.toString(scale), dataset.key()),
            empty -> generate(dataset, scale, empty));
    long textBytes = Long.parseLong(Files.readString(kept.resolve(MARKER)));
    List<Path> files = Folders.list(kept.resolve("data"));
    return dataset.input(files.get(0).toString(), scale, textBytes);
  }

  /**
   * A folder of whatever is made once. It is made aside and moved in one step, so that two
   * benchmarks may share a cache.
   */
  public Path kept(String name, Making making) throws IOException, SQLException {
    Path home = folder.resolve("v" + VERSION).resolve(name);
    if (Files.exists(home.resolve(MARKER))) {
      return home;
    }
    progress.accept("generating " + home);
    Files.createDirectories(home.getParent());
    Path aside = Files.createTempDirectory(home.getParent(), ".making-");
    try {
      Files.writeString(aside.resolve(MARKER), Long.toString(making.into(aside)));
      // Without its marker it is a copy that lost it; with it, another benchmark was faster.
      if (!Files.exists(home.resolve(MARKER))) {
        Folders.delete(home);
        Files.move(aside, home);
      }
    } finally {
      Folders.delete(aside);
    }
    return home;
  }

  private long generate(Dataset dataset, double scale, Path empty)
      throws IOException, SQLException {
    Path data = Files.createDirectory(empty.resolve("data"));
    Path file = data.resolve(dataset.key() + "." + dataset.format().extension());
    try (Generator generator = new Generator()) {
      String query = query(generator, dataset, scale, empty);
      generator.copy(dataset.table(), query, dataset.format(), file);
    }
    Files.deleteIfExists(empty.resolve("lineitem.tbl"));
    long textBytes = Files.size(file);
    dataset.packing().pack(file);
    return textBytes;
  }

  /** Lineitem is generated once, as CSV; its other forms are made of that. */
  private String query(Generator generator, Dataset dataset, double scale, Path empty)
      throws IOException, SQLException {
    long rows = dataset.rows(scale);
    if (dataset == Dataset.LINEITEM_CSV) {
      return LineItems.tbl(generator, empty, scale, rows);
    }
    return dataset.table() == Table.LINEITEM
        ? generator.lineItem(Path.of(input(Dataset.LINEITEM_CSV, scale).path()), "','")
            + " LIMIT "
            + rows
        : dataset.table().select(rows);
  }
}
