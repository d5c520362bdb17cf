package io.sluice.formats.infer;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.token.FieldTable;
import io.sluice.formats.token.TokenReader;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The profiles of all fields of a byte range, a file, or many files. Fields are known by name:
 * files may have them in different orders, and not all of them. A field that some records lack is
 * nullable.
 */
public final class FileProfile implements RecordProfile, Serializable {
  private final LinkedHashMap<String, TypeProfile> fields = new LinkedHashMap<>();
  private long records;

  /** An empty profile that knows the fields' names and order. */
  public FileProfile(List<String> fieldNames) {
    for (String name : fieldNames) {
      fields.put(name, new TypeProfile());
    }
  }

  /**
   * Profiles the records of a range.
   *
   * @param tokens of the range; closed afterwards
   * @param options how values will be decoded
   * @param wanted how many records (whole tables are looked at), and which of their fields
   * @throws io.sluice.formats.read.ReadException if the file cannot be read on
   */
  public static Profiled of(
      TokenReader tokens, ByteRange range, SourceOptions options, Wanted wanted)
      throws IOException {
    try (tokens) {
      FileProfile profile = of(tokens, new FieldProfiler(options), wanted);
      return new Profiled(profile, range.last() ? range.end() : tokens.position());
    }
  }

  static FileProfile of(TokenReader reader, FieldProfiler profiler, Wanted wanted)
      throws IOException {
    FileProfile profile = new FileProfile(reader.fieldNames());
    while (profile.records < wanted.records()) {
      FieldTable table = reader.next();
      if (table == null) {
        break;
      }
      profile.observe(table, reader.fieldNames(), wanted.fields(), profiler);
    }
    return profile;
  }

  /**
   * Looks at some fields of a table, whose field {@code f} is called {@code names.get(f)}.
   *
   * @param fields which of them
   */
  void observe(
      FieldTable table, List<String> names, Predicate<String> fields, FieldProfiler profiler) {
    long before = records;
    records += table.records() - table.problemCount();
    for (int field = 0; field < Math.min(names.size(), table.width()); field++) {
      if (fields.test(names.get(field))) {
        profiler.observe(table, field, profile(names.get(field), before));
      }
    }
  }

  private TypeProfile profile(String name, long recordsWithout) {
    return fields.computeIfAbsent(
        name,
        added -> {
          TypeProfile late = new TypeProfile();
          late.addNulls(recordsWithout);
          return late;
        });
  }

  /** Adds what another profile knows. Fields new to this one come after its own. */
  @Override
  public void merge(RecordProfile profile) {
    if (!(profile instanceof FileProfile other)) {
      throw new IllegalArgumentException("tables and other records have no columns in common");
    }
    for (Map.Entry<String, TypeProfile> field : other.fields.entrySet()) {
      profile(field.getKey(), records).merge(field.getValue());
    }
    for (Map.Entry<String, TypeProfile> field : fields.entrySet()) {
      if (!other.fields.containsKey(field.getKey())) {
        field.getValue().addNulls(other.records);
      }
    }
    records += other.records;
  }

  @Override
  public long records() {
    return records;
  }

  @Override
  public List<InferredColumn> columns() {
    List<InferredColumn> columns = new ArrayList<>();
    fields.forEach(
        (name, profile) ->
            columns.add(
                new InferredColumn(
                    name,
                    profile.type(),
                    profile.nulls() > 0 || records == 0,
                    profile.count(),
                    profile.hasValues(),
                    profile.evidence())));
    return columns;
  }
}
