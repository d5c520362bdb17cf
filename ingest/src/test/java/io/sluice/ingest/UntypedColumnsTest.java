package io.sluice.ingest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.testing.SmallLake;
import io.sluice.spec.report.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A column without one value has no type until one comes. */
class UntypedColumnsTest {
  @TempDir Path folder;
  private SmallLake lake;

  @BeforeEach
  void makeLake() throws IOException {
    lake = new SmallLake(folder);
  }

  @Test
  void theFirstValueDecides() throws Exception {
    lake.write("1.csv", "id,price,note\n1,,\n2,,\n");
    RunReport first = lake.done("");
    assertTrue(
        first.findings().drift().toString().contains("price, note have no value yet"),
        first.findings().drift().toString());
    assertEquals(List.of("id bigint", "price string", "note string"), lake.columns());
    assertEquals(List.of("1", "2"), lake.rows("*"));
    lake.write("2.csv", "id,price,note\n3,1.5,\n");
    assertEquals("none yet", lake.plan("").layout().columns().get(2).type());
    RunReport second = lake.done("");
    assertTrue(
        second.findings().drift().toString().contains("price has its first values"),
        second.findings().drift().toString());
    assertEquals(List.of("id bigint", "price decimal(18,1)", "note string"), lake.columns());
    lake.write("3.csv", "id,price,note\n4,2.5,2024-01-01\n");
    lake.done("on_drift: {new_column: fail}\n");
    assertEquals(List.of("id bigint", "price decimal(18,1)", "note date"), lake.columns());
    assertEquals(
        List.of("1|null|null", "2|null|null", "3|1.5|null", "4|2.5|2024-01-01"),
        lake.rows("id, price, note"));
    lake.write("4.csv", "id,price,note\n5,x,2024-01-02\n");
    assertEquals(1, lake.done("").data().totals().rejected());
  }

  @Test
  void aHeaderAloneFixesNoType() throws Exception {
    lake.write("1.csv", "order_id,created_at\n");
    RunReport first = lake.done("");
    assertEquals(0, first.data().totals().written());
    assertEquals(List.of("order_id string", "created_at string"), lake.columns());
    lake.write("2.csv", "order_id,created_at\n7,2024-01-01\n");
    lake.done("");
    assertEquals(List.of("order_id bigint", "created_at date"), lake.columns());
    assertEquals(List.of("7|2024-01-01"), lake.rows("order_id, created_at"));
  }

  @Test
  void rowsOfNothingAreRows() throws Exception {
    lake.write("1.csv", "a,b\n,\n,\n");
    assertEquals(
        2, lake.done("  options: {header: true, delimiter: \",\"}\n").data().totals().written());
    assertEquals(List.of("null", "null"), lake.rows("a"));
  }

  @Test
  void jsonToo() throws Exception {
    lake.write("1.jsonl", "{\"id\":1,\"user\":null}\n");
    lake.done("");
    lake.write("2.jsonl", "{\"id\":2,\"user\":{\"name\":\"bo\"}}\n");
    lake.done("on_drift: {new_column: ignore}\n");
    assertEquals(List.of("id bigint", "user struct<name:string>"), lake.columns());
    assertEquals(List.of("1|null", "2|bo"), lake.rows("id, \"user\".name"));
  }

  @Test
  void columnsThatStepsOrPartitionsNameHaveOne() throws Exception {
    lake.write("1.csv", "id,city,note\n1,,\n");
    lake.done("target: {table: t, partition_by: [city]}\n");
    assertEquals(List.of("id bigint", "note string"), lake.columns());
    assertEquals(List.of("1"), lake.rows("*"));
  }

  @Test
  void aSampleProvesNothing() throws Exception {
    lake.write("1.csv", "id,note\n" + "1,\n".repeat(9000) + "2,late\n");
    lake.done("  options: {infer_rows: 100}\n");
    assertEquals(List.of("late"), lake.rows("note").subList(0, 1));
  }
}
