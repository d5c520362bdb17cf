package io.sluice.spark.types;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.spec.type.DataType;
import io.sluice.spec.type.TypeParser;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkTypesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "boolean",
        "tinyint",
        "smallint",
        "int",
        "bigint",
        "float",
        "double",
        "string",
        "binary",
        "date",
        "timestamp",
        "timestamp_ntz",
        "decimal(1,0)",
        "decimal(18,18)",
        "decimal(38,10)",
        "array<int>",
        "map<string,array<date>>",
        "struct<a:int,b:struct<c:decimal(20,2),d:map<int,string>>>"
      })
  void everyTypeComesBackEqual(String ddl) {
    DataType type = TypeParser.parse(ddl);
    org.apache.spark.sql.types.DataType spark = SparkTypes.toSpark(type);
    assertEquals(type, SparkTypes.fromSpark("c", spark));
    assertEquals(
        org.apache.spark.sql.types.DataType.fromDDL(ddl), spark, "as Spark itself reads the DDL");
  }

  @Test
  void whatNoTableHoldsIsRefusedByName() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                SparkTypes.fromSpark(
                    "stay", DataTypes.createArrayType(DataTypes.CalendarIntervalType)));
    assertTrue(e.getMessage().contains("'stay[]'"), e.getMessage());
    assertTrue(e.getMessage().contains("cast"), e.getMessage());
  }
}
