package io.sluice.ingest.inspect;

import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FolderKeys;
import io.sluice.ledger.FileVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A claimed file of which is known how to read it.
 *
 * @param index its place in the run; reads, counts and reports refer to it
 * @param layout how to read it; null where there is nothing in it to read
 * @param changed whether an earlier version of it is in the table
 * @param folders what the names of its folders say of its records
 * @param settings what was detected and set, for the report
 */
public record InspectedFile(
    int index,
    FileVersion version,
    FileLayout layout,
    FolderKeys folders,
    boolean changed,
    Map<String, String> settings,
    List<String> notes) {
  public boolean empty() {
    return layout == null;
  }

  /**
   * What a user should know of these files before their rows: which are empty, and where an option
   * that is set and the content disagree. One warning for all files that share it.
   */
  public static List<String> warnings(List<InspectedFile> files) {
    Map<String, List<InspectedFile>> byNote = new LinkedHashMap<>();
    for (InspectedFile file : files) {
      for (String note : file.notes()) {
        byNote.computeIfAbsent(note, text -> new ArrayList<>()).add(file);
      }
    }
    List<String> warnings = new ArrayList<>();
    byNote.forEach(
        (note, of) -> {
          String more = of.size() == 1 ? "" : " (and " + (of.size() - 1) + " more)";
          warnings.add(of.get(0).version().uri() + more + ": " + note);
        });
    return warnings;
  }

  /** The names of its fields where the file says them before any record is read; else empty. */
  public List<String> header() {
    return layout instanceof FileLayout.Tabular table ? table.header() : List.of();
  }

  /** Likewise, and the keys of its folders; empty where a record may have others. */
  public List<String> fields() {
    if (folders.keys().isEmpty() || header().isEmpty()) {
      return header();
    }
    List<String> fields = new ArrayList<>(header());
    fields.addAll(folders.names());
    return fields;
  }
}
