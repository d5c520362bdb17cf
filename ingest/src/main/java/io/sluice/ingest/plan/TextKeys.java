package io.sluice.ingest.plan;

import io.sluice.formats.Formats;
import io.sluice.formats.column.BytesColumn;
import io.sluice.formats.column.ColumnBatch;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadBatch;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.inspect.InspectedFile;
import io.sluice.ingest.inspect.Sources;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Partition keys that are text and look like numbers: {@code zip=02134}. */
final class TextKeys {
  private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+([.][0-9]*)?");

  private final DatasetSpec spec;
  private final Sources sources;

  TextKeys(DatasetSpec spec, Sources sources) {
    this.spec = spec;
    this.sources = sources;
  }

  /** What is to be known of such keys, by the first records of the first file. */
  List<String> notes(IngestPlan plan) {
    List<Integer> keys = new ArrayList<>();
    List<ReadColumn> columns = plan.request().plan().columns();
    for (int i = 0; i < columns.size(); i++) {
      String name = columns.get(i).name();
      boolean isKey =
          spec.target().partitionBy().stream()
              .anyMatch(
                  field ->
                      field.function() == PartitionFunction.IDENTITY
                          && field.column().equalsIgnoreCase(name));
      if (isKey && columns.get(i).type() == Primitive.STRING) {
        keys.add(i);
      }
    }
    if (keys.isEmpty() || plan.readable().isEmpty()) {
      return List.of();
    }
    try {
      return notes(plan, keys);
    } catch (IOException e) {
      // Whoever reads the file for good says what is wrong with it.
      return List.of();
    }
  }

  private List<String> notes(IngestPlan plan, List<Integer> keys) throws IOException {
    InspectedFile file = plan.readable().get(0);
    ObjectSource source = sources.open(file.version());
    ByteRange all = ByteRange.whole(0, source.size());
    List<String> notes = new ArrayList<>();
    try (BatchReader reader =
        Formats.open(source, file.layout(), all, plan.request().plan(), file.folders())) {
      ReadBatch batch = reader.next();
      for (int key : keys) {
        String example = batch == null ? "" : numberIn(batch.rows(), key);
        if (!example.isEmpty()) {
          String name = plan.request().plan().columns().get(key).name();
          notes.add(
              "partition key "
                  + name
                  + " is text, and its values look like numbers: readers that guess types from"
                  + " folders (Spark, pyarrow and polars without the catalog) take "
                  + name
                  + "="
                  + (spec.hidesValues() ? "…" : example)
                  + " for a number, and lose its zeros. Read the table through the catalog, give"
                  + " those readers its schema, or partition by truncate("
                  + name
                  + ", …), which keeps the column in the files");
        }
      }
    }
    return notes;
  }

  /** One of the values, if all look like numbers; else empty. */
  private static String numberIn(ColumnBatch rows, int column) {
    BytesColumn values = (BytesColumn) rows.column(column);
    String example = "";
    for (int row = 0; row < rows.rowCount(); row++) {
      if (!values.nulls()[row]) {
        int start = values.offsets()[row];
        int length = values.offsets()[row + 1] - start;
        String text = new String(values.data(), start, length, StandardCharsets.UTF_8);
        if (!NUMBER.matcher(text).matches()) {
          return "";
        }
        example = example.isEmpty() || text.startsWith("0") ? text : example;
      }
    }
    return example;
  }
}
