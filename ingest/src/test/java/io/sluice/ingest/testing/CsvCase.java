package io.sluice.ingest.testing;

import io.sluice.formats.Formats;
import io.sluice.formats.csv.CsvLayout;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.source.LocalFile;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.read.SourceFile;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.SourceOptions.RaggedRows;
import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;

/** Seeded CSV files of five columns with known contents, some records of which are bad. */
public final class CsvCase {
  private static final List<String> HEADER = List.of("id", "name", "price", "day", "ratio");
  private static final List<String> TYPES =
      List.of("bigint", "string", "decimal(12,2)", "date", "double");

  private final Path folder;
  private final Random random;
  private final List<Path> paths = new ArrayList<>();

  /** Number in its file of each record that must be rejected, by file index and code. */
  public final List<TreeMap<Long, String>> rejects = new ArrayList<>();

  public final List<Long> records = new ArrayList<>();
  public long good;
  public long comments;

  public CsvCase(Path folder, long seed) {
    this.folder = folder;
    this.random = new Random(seed);
  }

  /** Adds a file; ids go on from {@code firstId}. */
  public CsvCase add(int lines, int firstId) throws IOException {
    StringBuilder text = new StringBuilder(String.join(",", HEADER)).append('\n');
    TreeMap<Long, String> bad = new TreeMap<>();
    for (int i = 1; i <= lines; i++) {
      int id = firstId + i - 1;
      switch (random.nextInt(40)) {
        case 0 -> {
          text.append(id).append(",x,not a price,2024-01-01,1\n");
          bad.put((long) i, "not_a_number");
        }
        case 1 -> {
          text.append(id).append(",\"a, \"\"b\"\"\nc\",1.25\n");
          bad.put((long) i, "too_few_fields");
        }
        case 2 -> {
          text.append("# a comment\n");
          comments++;
        }
        default -> {
          line(text, id);
          good++;
        }
      }
    }
    rejects.add(bad);
    records.add((long) lines);
    Path path = folder.resolve("in-" + paths.size() + ".csv");
    Files.createDirectories(folder);
    Files.writeString(path, text.toString(), StandardCharsets.UTF_8);
    paths.add(path);
    return this;
  }

  private void line(StringBuilder text, int id) {
    String[] names = {"", "plain", "\"quoted, \"\"twice\"\"\"", "\"two\nlines\"", "서울", "\"\""};
    text.append(id).append(',').append(names[random.nextInt(names.length)]).append(',');
    text.append(random.nextInt(100_000)).append('.').append(10 + random.nextInt(90)).append(',');
    int year = 2021 + random.nextInt(4);
    text.append(year).append("-0").append(1 + random.nextInt(9)).append("-15,");
    text.append(random.nextInt(10) == 0 ? "" : Double.toString(random.nextDouble())).append('\n');
  }

  public long rejected() {
    return rejects.stream().mapToLong(TreeMap::size).sum();
  }

  private static FileLayout layout() {
    return new CsvLayout(
        new FileLayout.Stored("none", "UTF-8", String.join(",", HEADER).length() + 1L),
        new CsvLayout.Quoting(",", "\"", "\"", "#"),
        new FileLayout.Lines("", 0, true, 0, PassedOver.NONE),
        CsvLayout.Habits.NONE,
        HEADER,
        RaggedRows.REJECT,
        1 << 20);
  }

  private static ReadPlan plan() {
    List<ReadColumn> columns = new ArrayList<>();
    for (int i = 0; i < HEADER.size(); i++) {
      DataType type = TypeParser.parse(TYPES.get(i));
      columns.add(column(HEADER.get(i), type, Kind.FIELD, i != 0));
    }
    columns.add(column("_source_file", DataType.Primitive.STRING, Kind.SOURCE_FILE, false));
    columns.add(column("_record_number", DataType.Primitive.BIGINT, Kind.RECORD_NUMBER, false));
    return new ReadPlan(columns, 100, MissingColumn.REJECT);
  }

  private static ReadColumn column(String name, DataType type, Kind kind, boolean nullable) {
    return new ReadColumn(
        name, type, List.of(name), kind, nullable, ValueRules.STRICT, OnBadValue.REJECT);
  }

  public static List<OutputColumn> columns() {
    return plan().columns().stream()
        .map(c -> new OutputColumn(c.name(), c.type(), c.nullable()))
        .toList();
  }

  /**
   * @param scheme goes before each path; empty: plain paths
   * @param rangeBytes how large a byte range should be
   * @param rangesPerTask how many ranges one task reads
   */
  public ReadRequest request(String scheme, long rangeBytes, int rangesPerTask) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    List<List<ByteRange>> tasks = new ArrayList<>();
    List<ByteRange> task = new ArrayList<>();
    for (Path path : paths) {
      LocalFile file = LocalFile.of(path, path.toString());
      for (ByteRange range :
          Formats.splits(file, layout(), files.size(), rangeBytes, SplitCertainty.PROVEN)) {
        task.add(range);
        if (task.size() == rangesPerTask) {
          tasks.add(task);
          task = new ArrayList<>();
        }
      }
      files.add(new SourceFile(scheme + path, file.size(), "", layout(), FolderKeys.NONE));
    }
    if (!task.isEmpty()) {
      tasks.add(task);
    }
    return new ReadRequest(files, tasks, plan());
  }

  public Path path(int file) {
    return paths.get(file);
  }
}
