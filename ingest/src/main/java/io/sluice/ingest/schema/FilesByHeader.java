package io.sluice.ingest.schema;

import io.sluice.formats.read.SourceNames;
import io.sluice.ingest.inspect.InspectedFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/** Files by the names of their fields: of thousands of files there are a handful of headers. */
final class FilesByHeader {
  private final Map<Set<String>, List<InspectedFile>> groups = new LinkedHashMap<>();

  /**
   * @param fieldsOf what a file has of the names that columns are found by
   */
  FilesByHeader(List<InspectedFile> files, Function<InspectedFile, List<String>> fieldsOf) {
    Map<List<String>, Set<String>> names = new LinkedHashMap<>();
    for (InspectedFile file : files) {
      Set<String> fields = names.computeIfAbsent(fieldsOf.apply(file), FilesByHeader::lower);
      groups.computeIfAbsent(fields, f -> new ArrayList<>()).add(file);
    }
  }

  /**
   * The files, in their order, whose fields pass the test.
   *
   * @param test of the fields' names in lower case; empty where the file does not say them
   */
  List<InspectedFile> where(Predicate<Set<String>> test) {
    List<InspectedFile> passing = new ArrayList<>();
    groups.forEach(
        (fields, files) -> {
          if (test.test(fields)) {
            passing.addAll(files);
          }
        });
    passing.sort(Comparator.comparingInt(InspectedFile::index));
    return passing;
  }

  /** The fields that are none of some names, in lower case, each with the files that have it. */
  Map<String, List<InspectedFile>> unknown(Set<String> known) {
    Map<String, List<InspectedFile>> unknown = new TreeMap<>();
    groups.forEach(
        (fields, files) ->
            fields.stream()
                .filter(field -> !known.contains(field))
                .forEach(
                    field -> unknown.computeIfAbsent(field, f -> new ArrayList<>()).addAll(files)));
    return unknown;
  }

  private static Set<String> lower(List<String> header) {
    Set<String> names = new HashSet<>();
    header.forEach(field -> names.add(lower(field)));
    return names;
  }

  /** A name as it is compared: without case, and without the escapes of its dots. */
  static String lower(String name) {
    return SourceNames.literal(name).strip().toLowerCase(Locale.ROOT);
  }
}
