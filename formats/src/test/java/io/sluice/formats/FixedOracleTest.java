package io.sluice.formats;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.formats.fixed.FixedLayout;
import io.sluice.formats.fixed.FixedLayout.FixedField;
import io.sluice.formats.fixed.FixedLayout.Padding;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.reject.PassedOver;
import io.sluice.formats.source.LocalFile;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.spec.SourceOptions.RaggedRows;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Seeded files, split in many pieces: what DuckDB's {@code substr} makes of the lines. */
class FixedOracleTest {
  private static final int ROWS = 4000;
  private static final int FIELDS = 6;
  private static final String[] LETTERS = {
    "a", "Z", "7", " ", "  ", ".", ",", "'", "é", "서", "\uD83D\uDE00"
  };

  @TempDir Path folder;

  private static String file(Random random, int width, int letters, String newline) {
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < ROWS; row++) {
      int length = random.nextInt(10) == 0 ? 1 + random.nextInt(width) : width;
      StringBuilder line = new StringBuilder();
      int characters = 0;
      while (characters < length) {
        String letter = LETTERS[random.nextInt(letters)];
        line.append(letter);
        characters += letter.codePointCount(0, letter.length());
      }
      text.append(line).append(row == ROWS - 1 && random.nextBoolean() ? "" : newline);
    }
    return text.toString();
  }

  private static List<String> duckdb(Path path, List<FixedField> fields) throws Exception {
    List<String> columns = new ArrayList<>();
    for (FixedField field : fields) {
      String length = field.end() == FixedField.OPEN ? "" : ", " + (field.end() - field.start());
      columns.add(
          "coalesce(nullif(trim(substr(line, " + (field.start() + 1) + length + ")), ''), '~')");
    }
    String sql =
        "SELECT concat_ws('|', "
            + String.join(", ", columns)
            + ") FROM read_csv('"
            + path
            + "', columns={'line': 'VARCHAR'}, auto_detect=false, header=false, delim='\u0001',"
            + " quote='', escape='')";
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    rows.add("records " + rows.size());
    return rows;
  }

  @Test
  void sameValuesAsSubstr() throws Exception {
    Random random = new Random(42);
    for (int round = 0; round < 8; round++) {
      List<FixedField> fields = new ArrayList<>();
      int at = random.nextInt(3);
      for (int f = 0; f < FIELDS; f++) {
        int end = at + 1 + random.nextInt(round < 4 ? 6 : 40);
        boolean open = f == FIELDS - 1 && round % 2 == 0;
        fields.add(new FixedField("f" + f, at, open ? FixedField.OPEN : end, Padding.DROP));
        at = end + random.nextInt(2);
      }
      String newline = random.nextBoolean() ? "\n" : "\r\n";
      Path path = folder.resolve(round + ".txt");
      Files.writeString(path, file(random, at, round % 3 == 0 ? 8 : LETTERS.length, newline));
      FileLayout layout =
          new FixedLayout(
              new FileLayout.Stored("none", "UTF-8", 0),
              "",
              new FileLayout.Lines(newline, 0, false, 0, PassedOver.NONE),
              fields,
              RaggedRows.FILL_AND_DROP,
              1 << 20);
      ReadPlan plan =
          CsvReading.plan(
              fields.stream()
                  .map(field -> CsvReading.text(field.name()))
                  .toArray(io.sluice.formats.read.ReadColumn[]::new));
      ObjectSource source = LocalFile.of(path, path.toString());
      assertEquals(
          duckdb(path, fields),
          CsvReading.read(
              source, layout, Formats.splits(source, layout, 0, 5000, SplitCertainty.PROVEN), plan),
          "round " + round);
    }
  }
}
