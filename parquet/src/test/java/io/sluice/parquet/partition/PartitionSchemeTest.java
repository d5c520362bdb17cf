package io.sluice.parquet.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.read.FolderKeys.FolderKey;
import io.sluice.parquet.OutputColumn;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartitionSchemeTest {
  private static final List<OutputColumn> COLUMNS =
      List.of(
          new OutputColumn("d", Primitive.DATE, true),
          new OutputColumn("d_year", Primitive.INT, true),
          new OutputColumn("s", Primitive.STRING, true),
          new OutputColumn("a", TypeParser.parse("array<int>"), true));

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x;IDENTITY;0;\"x\", which the table does not have",
        "d;YEAR;0;a key named \"d_year\"",
        "d;HOUR;0;hour of column \"d\", which is date",
        "s;MONTH;0;month of column \"s\", which is string",
        "a;IDENTITY;0;which is array<int>",
        "s;BUCKET;0;must be at least 1",
      })
  void whatCannotBeIsRefused(String column, PartitionFunction function, int n, String message) {
    PartitionField field = new PartitionField(column, function, n);
    String text =
        assertThrows(
                IllegalArgumentException.class, () -> new PartitionScheme(List.of(field), COLUMNS))
            .getMessage();
    assertTrue(text.contains(message), text);
  }

  @Test
  void aColumnMustBeLeftForTheFiles() {
    PartitionField field = new PartitionField("d", PartitionFunction.IDENTITY, 0);
    assertThrows(
        IllegalArgumentException.class,
        () -> new PartitionScheme(List.of(field), COLUMNS.subList(0, 1)));
  }

  @Test
  void foldersAreHives() {
    assertEquals(
        "a=1/b=x%2Fy%3D%25%3A%5B/c=__HIVE_DEFAULT_PARTITION__/d=__HIVE_DEFAULT_PARTITION__/e=é }",
        HivePaths.directory(
            List.of("a", "b", "c", "d", "e"), Arrays.asList("1", "x/y=%:[", null, "", "é }")));
    String all = "a\t\n\u0001\"#%'*/:=?\\{[]^\u007F%41%zz%";
    FolderKeys read =
        FolderKeys.of("/" + HivePaths.directory(List.of(all), List.of(all)) + "/file", "/");
    assertEquals(List.of(new FolderKey(all, all)), read.keys());
  }
}
