package io.sluice.formats.detect;

import io.sluice.formats.detect.Inspection.Status;
import io.sluice.formats.read.FileLayout;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/**
 * Files that look like one dataset: of the same format and, if they are delimited text, of the same
 * columns. Compression, encoding, delimiter and the order of columns may differ from file to file,
 * since each file is read by its own layout.
 *
 * @param name a name for the dataset, made of what the files' names share
 * @param files in the order given, at least one
 */
public record DatasetSuggestion(String name, List<Inspection> files) {
  private static final String FALLBACK = "dataset";

  public DatasetSuggestion {
    files = List.copyOf(files);
  }

  /** Groups the readable ones of the files; the order of first appearance is kept. */
  public static List<DatasetSuggestion> group(List<Inspection> inspections) {
    Map<String, List<Inspection>> groups = new LinkedHashMap<>();
    for (Inspection each : inspections) {
      if (each.status() == Status.READABLE) {
        groups.computeIfAbsent(key(each), unused -> new ArrayList<>()).add(each);
      }
    }
    List<DatasetSuggestion> suggestions = new ArrayList<>();
    Map<String, Integer> used = new LinkedHashMap<>();
    for (List<Inspection> files : groups.values()) {
      String name = name(files);
      int times = used.merge(name, 1, Integer::sum);
      suggestions.add(new DatasetSuggestion(times == 1 ? name : name + "_" + times, files));
    }
    return suggestions;
  }

  private static String key(Inspection inspection) {
    FileLayout layout = inspection.layout().orElseThrow();
    if (layout instanceof FileLayout.Tabular table) {
      // Columns are found by name, so that their order does not matter; without names it does.
      return table.hasHeader()
          ? table.format() + " " + new TreeSet<>(table.header())
          : table.format() + " of " + table.header().size() + " columns";
    }
    // JSON shows its fields only when read; its folder is the next best thing.
    return layout.format() + " in " + folder(inspection.uri());
  }

  private static String folder(String uri) {
    return uri.substring(0, uri.lastIndexOf('/') + 1);
  }

  private static String name(List<Inspection> files) {
    String shared = stem(files.get(0).uri());
    for (Inspection file : files) {
      String other = stem(file.uri());
      int same = 0;
      while (same < Math.min(shared.length(), other.length())
          && shared.charAt(same) == other.charAt(same)) {
        same++;
      }
      shared = shared.substring(0, same);
    }
    String name = identifier(shared);
    if (!name.isEmpty()) {
      return name;
    }
    String folder = folder(files.get(0).uri());
    String parent = identifier(stem(folder.substring(0, Math.max(0, folder.length() - 1))));
    return parent.isEmpty() ? FALLBACK : parent;
  }

  private static String stem(String uri) {
    String file = uri.substring(uri.lastIndexOf('/') + 1);
    int dot = file.indexOf('.', 1);
    return dot < 0 ? file : file.substring(0, dot);
  }

  /** A table name of it, without the dates and numbers that tell files of a series apart. */
  private static String identifier(String text) {
    return text.toLowerCase(Locale.ROOT)
        .replaceAll("[^\\p{L}\\p{N}]+", "_")
        .replaceAll("(_?\\d+)+_?$", "")
        .replaceAll("^[_\\d]+|_+$", "");
  }
}
