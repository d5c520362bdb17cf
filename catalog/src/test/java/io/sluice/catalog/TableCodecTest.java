package io.sluice.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.type.DataType.Primitive;
import io.sluice.spec.type.TypeParser;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableCodecTest {
  private static final Table TABLE =
      new Table(
          "db",
          "t",
          "any/text, \"as given\"",
          List.of(
              new TableColumn("a", TypeParser.parse("array<decimal(15,2)>"), false, null),
              new TableColumn("한 글", Primitive.STRING, true, "what \"it\" means")),
          List.of(
              new PartitionKey(
                  "b", Primitive.INT, new PartitionField("b", PartitionFunction.BUCKET, 16))),
          Map.of("z", "1", "a", "2", "m", ""),
          7);

  @Test
  void aTableComesBackWithoutItsVersion() {
    assertEquals(TABLE.withVersion(0), TableCodec.read(TableCodec.write(TABLE)));
  }

  @Test
  void theFolderToListComesBack() {
    Table moved = TABLE.withFolder("run-1").withVersion(0);
    assertEquals(moved, TableCodec.read(TableCodec.write(moved)));
    assertEquals("any/text, \"as given\"/run-1", moved.listed());
    assertEquals(TABLE.location(), TABLE.listed());
  }

  @Test
  void equalTablesGiveEqualText() {
    String text = TableCodec.write(TABLE);
    assertEquals(text, TableCodec.write(TableCodec.read(text)));
    assertEquals(text, TableCodec.write(TABLE.withVersion(99)));
  }

  @Test
  void otherTextIsRefused() {
    for (String text : List.of("", "{}", "[1]", "nonsense", "{\"name\": \"t\"}")) {
      assertThrows(IllegalArgumentException.class, () -> TableCodec.read(text), text);
    }
  }
}
