package io.sluice.parquet;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.DataType.Primitive;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.filter2.compat.FilterCompat;
import org.apache.parquet.filter2.predicate.FilterPredicate;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.LocalInputFile;
import org.apache.parquet.io.RecordReader;
import org.apache.parquet.schema.MessageType;

/** Files read back by two readers that are not ours, as {@link Canonical} rows. */
public final class Readers {
  private Readers() {}

  /** One for all tests: it takes longer to open than most files do to read. */
  private static final class Database {
    private static final Connection CONNECTION = connect();

    private static Connection connect() {
      try {
        return DriverManager.getConnection("jdbc:duckdb:");
      } catch (SQLException e) {
        throw new IllegalStateException("DuckDB cannot be opened", e);
      }
    }
  }

  /** With parquet-java, which also checks the pages' checksums. */
  public static List<String> parquetJava(Path file, List<OutputColumn> columns) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetFileReader reader = open(file)) {
      MessageType schema = reader.getFileMetaData().getSchema();
      for (PageReadStore pages; (pages = reader.readNextRowGroup()) != null; ) {
        RecordReader<Group> records =
            new ColumnIOFactory()
                .getColumnIO(schema)
                .getRecordReader(pages, new GroupRecordConverter(schema));
        for (long i = 0; i < pages.getRowCount(); i++) {
          Group group = records.read();
          List<String> values = new ArrayList<>();
          for (int c = 0; c < columns.size(); c++) {
            values.add(Canonical.of(group, c, columns.get(c).type()));
          }
          rows.add(String.join("|", values));
        }
      }
    }
    return rows;
  }

  public static ParquetFileReader open(Path file) throws IOException {
    return ParquetFileReader.open(
        new LocalInputFile(file),
        org.apache.parquet.ParquetReadOptions.builder().usePageChecksumVerification(true).build());
  }

  /** With DuckDB, in the file's order. Nested columns: {@link #parquetJava} alone. */
  public static List<String> duckDb(String source, List<OutputColumn> columns, String orderBy)
      throws SQLException {
    List<String> expressions = new ArrayList<>();
    for (OutputColumn column : columns) {
      expressions.add(expression("\"" + column.name() + "\"", column.type()));
    }
    List<String> rows = new ArrayList<>();
    for (List<String> row :
        query("SELECT " + String.join(", ", expressions) + " FROM " + source + orderBy)) {
      rows.add(String.join("|", row));
    }
    return rows;
  }

  private static String expression(String name, DataType type) {
    if (type == Primitive.BINARY) {
      return "hex(" + name + ")";
    }
    return type == Primitive.TIMESTAMP || type == Primitive.TIMESTAMP_NTZ
        ? "epoch_us(" + name + ")"
        : name;
  }

  static void execute(String sql) throws SQLException {
    try (Statement statement = Database.CONNECTION.createStatement()) {
      statement.execute(sql);
    }
  }

  /** Rows that parquet-java finds, with or without skipping. */
  static List<String> filtered(Path file, FilterPredicate predicate, boolean skip)
      throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        new ParquetReader.Builder<Group>(new LocalInputFile(file)) {
          @Override
          protected ReadSupport<Group> getReadSupport() {
            return new GroupReadSupport();
          }
        }.withFilter(FilterCompat.get(predicate))
            .useColumnIndexFilter(skip)
            .useStatsFilter(skip)
            .useDictionaryFilter(skip)
            .useBloomFilter(skip)
            .build()) {
      for (Group group; (group = reader.read()) != null; ) {
        rows.add(group.toString());
      }
    }
    return rows;
  }

  /** All rows, with nulls as {@code null}. */
  public static List<List<String>> query(String sql) throws SQLException {
    List<List<String>> rows = new ArrayList<>();
    try (Statement statement = Database.CONNECTION.createStatement();
        ResultSet results = statement.executeQuery(sql)) {
      int columns = results.getMetaData().getColumnCount();
      while (results.next()) {
        List<String> row = new ArrayList<>();
        for (int i = 1; i <= columns; i++) {
          row.add(String.valueOf(results.getObject(i)));
        }
        rows.add(row);
      }
    }
    return rows;
  }
}
