package io.sluice.jobs;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;

/**
 * Spark as it comes, in a process of its own: reads the tables that a document names and adds to
 * it, of each file, a copy of what it read, and of each folder how many rows its partitions have.
 */
final class StockSpark {
  private StockSpark() {}

  public static void main(String[] args) throws IOException {
    Path document = Path.of(args[0]);
    ObjectMapper json = new ObjectMapper();
    ArrayNode tables = (ArrayNode) json.readTree(document.toFile());
    try (SparkSession spark =
        SparkSession.builder().master("local[2]").appName("readers").getOrCreate()) {
      // For the copies alone: how it reads is not touched.
      spark.conf().set("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
      spark.conf().set("spark.sql.parquet.datetimeRebaseModeInWrite", "CORRECTED");
      int copies = 0;
      for (var table : tables) {
        ArrayNode copied = ((ObjectNode) table).putArray("copies");
        for (var file : table.get("files")) {
          Path copy = document.resolveSibling("copy-" + copies++);
          spark.read().parquet(file.asText()).coalesce(1).write().parquet(copy.toString());
          copied.add(onlyFile(copy).toString());
        }
        count(spark, (ObjectNode) table);
      }
    }
    json.writeValue(document.toFile(), tables);
  }

  private static Path onlyFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().startsWith("part-"))
          .findFirst()
          .orElseThrow();
    }
  }

  /** As Spark finds the partitions by itself. */
  private static void count(SparkSession spark, ObjectNode table) {
    ArrayNode partitions = table.putArray("partitions");
    Column[] keys = new Column[table.get("keys").size()];
    for (int i = 0; i < keys.length; i++) {
      keys[i] = functions.col("`" + table.get("keys").get(i).asText() + "`");
    }
    if (keys.length == 0) {
      return;
    }
    List<Row> counts =
        spark.read().parquet(table.get("folder").asText()).groupBy(keys).count().collectAsList();
    for (Row row : counts) {
      ArrayNode partition = partitions.addArray();
      ArrayNode values = partition.addArray();
      for (int i = 0; i < keys.length; i++) {
        values.add(row.isNullAt(i) ? null : String.valueOf(row.get(i)));
      }
      partition.add(row.getLong(keys.length));
    }
  }
}
