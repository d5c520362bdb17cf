package io.sluice.jobs.inspect;

import io.sluice.formats.read.FileLayout;
import io.sluice.ledger.FileVersion;
import java.util.List;
import java.util.Map;

/**
 * A claimed file of which is known how to read it.
 *
 * @param index its place in the run; reads, counts and reports refer to it
 * @param layout how to read it; null where there is nothing in it to read
 * @param changed whether an earlier version of it is in the table
 * @param settings what was detected and set, for the report
 */
public record InspectedFile(
    int index,
    FileVersion version,
    FileLayout layout,
    boolean changed,
    Map<String, String> settings,
    List<String> notes) {
  public boolean empty() {
    return layout == null;
  }

  /** One warning for all files among these that are empty, if there are any. */
  public static List<String> warnings(List<InspectedFile> files) {
    List<InspectedFile> empty = files.stream().filter(InspectedFile::empty).toList();
    if (empty.isEmpty()) {
      return List.of();
    }
    String first = empty.get(0).version().uri();
    return List.of(
        empty.size() == 1
            ? first + " is empty: it adds no row"
            : empty.size() + " files are empty and add no row, for example " + first);
  }

  /** The names of its fields where the file says them before any record is read; else empty. */
  public List<String> header() {
    return layout instanceof FileLayout.Tabular table ? table.header() : List.of();
  }

  InspectedFile withLayout(FileLayout other) {
    return new InspectedFile(index, version, other, changed, settings, notes);
  }
}
