package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.Formats;
import io.sluice.formats.json.JsonLinesLayout;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.read.ReadColumn;
import io.sluice.formats.read.ReadColumn.Kind;
import io.sluice.formats.read.ReadColumn.OnBadValue;
import io.sluice.formats.read.ReadColumn.ValueRules;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.read.ReadPlan.MissingColumn;
import io.sluice.formats.source.LocalFile;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.read.SourceFile;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.parquet.OutputColumn;
import io.sluice.spark.TestSpark;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spec.SourceOptions.JsonRecords;
import io.sluice.spec.type.TypeParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JSON lines with structs, arrays and maps, by all paths, against DuckDB and Spark. */
class NestedTypesTest {
  private static final Map<String, String> COLUMNS = new LinkedHashMap<>();

  static {
    COLUMNS.put("id", "bigint");
    COLUMNS.put("tags", "array<string>");
    COLUMNS.put("place", "struct<city:string,spot:struct<x:double,y:decimal(20,3)>>");
    COLUMNS.put("items", "array<struct<sku:string,n:int>>");
    COLUMNS.put("scores", "map<string,array<int>>");
  }

  @TempDir Path folder;

  private final SparkSession spark = TestSpark.session();

  private Path file() throws IOException {
    Random random = new Random(11);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 400; i++) {
      text.append("{\"id\":").append(i);
      text.append(",\"tags\":").append(array(random, "\"t\"", "null", "\"서울\""));
      if (random.nextInt(5) > 0) {
        text.append(",\"place\":{\"city\":\"c").append(random.nextInt(9)).append("\",\"spot\":");
        text.append(random.nextInt(4) == 0 ? "null" : "{\"x\":1.5,\"y\":123456789012.125}");
        text.append('}');
      }
      text.append(",\"items\":");
      text.append(array(random, "{\"sku\":\"a\",\"n\":1}", "{\"sku\":null,\"n\":-7}", "null"));
      text.append(",\"scores\":");
      text.append(random.nextInt(6) == 0 ? "null" : "{\"k\":[1,null,3],\"e\":[]}");
      text.append("}\n");
    }
    return Files.writeString(folder.resolve("in.jsonl"), text.toString());
  }

  private static String array(Random random, String... values) {
    if (random.nextInt(6) == 0) {
      return "null";
    }
    List<String> chosen = new ArrayList<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      chosen.add(values[random.nextInt(values.length)]);
    }
    return "[" + String.join(",", chosen) + "]";
  }

  private ReadRequest request(Path path) throws IOException {
    List<ReadColumn> columns = new ArrayList<>();
    COLUMNS.forEach(
        (name, type) ->
            columns.add(
                new ReadColumn(
                    name,
                    TypeParser.parse(type),
                    List.of(name),
                    Kind.FIELD,
                    true,
                    ValueRules.STRICT,
                    OnBadValue.REJECT)));
    LocalFile source = LocalFile.of(path, path.toString());
    FileLayout layout = new JsonLinesLayout("none", "UTF-8", 0, 1 << 20, JsonRecords.OBJECTS);
    return new ReadRequest(
        List.of(new SourceFile(path.toString(), source.size(), "", layout, FolderKeys.NONE)),
        Formats.splits(source, layout, 0, 15_000, SplitCertainty.PROVEN).stream()
            .map(List::of)
            .toList(),
        new ReadPlan(columns, 64, MissingColumn.NULL));
  }

  @Test
  void allPathsWriteWhatDuckDbReads() throws IOException, SQLException {
    Path path = file();
    ReadRequest request = request(path);
    List<OutputColumn> columns =
        request.plan().columns().stream()
            .map(c -> new OutputColumn(c.name(), c.type(), true))
            .toList();
    String select =
        "SELECT id, tags, place, items,"
            + " scores['k'], scores['e'], cardinality(scores) FROM %s ORDER BY id";
    List<String> expected =
        DuckDb.rows(
            select.formatted(
                "read_json('"
                    + path
                    + "', format='newline_delimited', columns={id: 'BIGINT', tags: 'VARCHAR[]',"
                    + " place: 'STRUCT(city VARCHAR, spot STRUCT(x DOUBLE, y DECIMAL(20,3)))',"
                    + " items: 'STRUCT(sku VARCHAR, n INTEGER)[]',"
                    + " scores: 'MAP(VARCHAR, INTEGER[])'})"));
    for (Way way : Way.values()) {
      Path location = folder.resolve("table-" + way);
      TableJob job = new TableJob(request, location, columns, List.of());
      WriteResult result = job.run(way);
      assertEquals(400, result.totals().written(), () -> result.rejected().toString());
      job.publish(result);
      List<String> found = DuckDb.rows(select.formatted(DuckDb.table(location)));
      for (int i = 0; i < 400; i++) {
        assertEquals(expected.get(i), found.get(i));
      }
      assertEquals(
          new SluiceRead(spark.sparkContext(), request, TableJob.STORAGES)
              .rows(spark)
              .selectExpr(COLUMNS.keySet().toArray(String[]::new))
              .sort("id")
              .toJSON()
              .collectAsList(),
          spark.read().parquet(location.toString()).sort("id").toJSON().collectAsList());
    }
  }
}
