package io.sluice.aws.glue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.catalog.ForeignTableException;
import io.sluice.catalog.FoundTables;
import io.sluice.catalog.FoundTables.Unreadable;
import io.sluice.catalog.Partition;
import io.sluice.catalog.Table;
import io.sluice.localaws.testing.LocalAwsForTests;
import io.sluice.spec.lake.LakeLocation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.function.Executable;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

/** What is written of a table, what is not, and what others may do with it. */
@ExtendWith(LocalAwsForTests.class)
class GlueTablesTest {
  private final GlueFixture glue = new GlueFixture();

  @Test
  void aTableIsWrittenAsReadersExpectIt() {
    glue.catalog.put(glue.flights(0, "Id"));
    software.amazon.awssdk.services.glue.model.Table raw = glue.raw();
    assertEquals("EXTERNAL_TABLE", raw.tableType());
    assertEquals("parquet", raw.parameters().get("classification"));
    assertEquals("TRUE", raw.parameters().get("EXTERNAL"));
    assertEquals("me", raw.parameters().get("owner"));
    assertFalse(raw.parameters().containsKey("sluice.pinned_spec"));
    StorageDescriptor descriptor = raw.storageDescriptor();
    assertEquals(glue.lake.root() + "/db/flights/", descriptor.location());
    assertEquals(
        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat", descriptor.inputFormat());
    assertEquals(
        "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        descriptor.outputFormat());
    assertEquals(
        "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
        descriptor.serdeInfo().serializationLibrary());
    assertEquals("id", descriptor.columns().get(0).name());
    assertEquals("bigint", descriptor.columns().get(0).type());
    assertEquals("ours", descriptor.columns().get(0).comment());
    assertEquals(
        List.of("carrier string"),
        raw.partitionKeys().stream().map(key -> key.name() + " " + key.type()).toList());
  }

  @Test
  void aTableWithoutPartitionsHasAnEmptyListOfKeys() {
    Table flights = glue.flights(0, "id");
    glue.catalog.put(
        new Table(
            flights.database(),
            flights.name(),
            flights.location(),
            flights.columns(),
            List.of(),
            Map.of(),
            0));
    assertTrue(glue.raw().hasPartitionKeys());
    assertEquals(List.of(), glue.raw().partitionKeys());
  }

  @Test
  void aRunThatChangesNothingMakesThreeCalls() {
    Table table = glue.catalog.put(glue.flights(0, "id"));
    List<Partition> partitions = List.of(new Partition(List.of("AA"), "s3://b/carrier=AA", 1, 2));
    glue.catalog.putPartitions(table, partitions);
    glue.faults.calls();
    Table read = glue.catalog.table(glue.database, "flights").orElseThrow();
    assertEquals(table, glue.catalog.put(read));
    glue.catalog.putPartitions(read, partitions);
    glue.catalog.removePartitions(read, List.of());
    assertEquals(Map.of("GetTable", 2, "BatchGetPartition", 1), glue.faults.calls());
  }

  @Test
  void whatOthersPutThereSurvives() {
    glue.catalog.put(glue.flights(0, "id"));
    glue.edit(GlueTablesTest::foreignEdits);
    glue.parameter("spark.sql.sources.schema.part.0", "old");
    glue.catalog.put(glue.flights(1, "id", "note"));
    TableInput now = TableInputs.of(glue.raw());
    assertEquals("their description", now.description());
    assertEquals("them", now.owner());
    assertEquals(7, now.retention());
    assertEquals("3", now.parameters().get("numRows"));
    assertEquals("them", now.parameters().get("owner"));
    assertFalse(now.parameters().containsKey("spark.sql.sources.schema.part.0"));
    assertEquals("y", now.storageDescriptor().parameters().get("x"));
    assertEquals(
        List.of("id", "theirs", "note"),
        now.storageDescriptor().columns().stream().map(Column::name).toList());
    Column id = now.storageDescriptor().columns().get(0);
    assertEquals("their words", id.comment());
    assertEquals(Map.of("unit", "none"), id.parameters());
    assertEquals(2, glue.catalog.table(glue.database, "flights").orElseThrow().version());
  }

  private static TableInput foreignEdits(TableInput input) {
    List<Column> columns = new ArrayList<>();
    columns.add(
        input.storageDescriptor().columns().get(0).toBuilder()
            .comment("their words")
            .parameters(Map.of("unit", "none"))
            .build());
    columns.add(Column.builder().name("theirs").type("int").build());
    Map<String, String> parameters = new TreeMap<>(input.parameters());
    parameters.put("numRows", "3");
    parameters.put("owner", "them");
    return input.toBuilder()
        .description("their description")
        .owner("them")
        .retention(7)
        .parameters(parameters)
        .storageDescriptor(
            input.storageDescriptor().toBuilder()
                .columns(columns)
                .parameters(Map.of("x", "y"))
                .build())
        .build();
  }

  @Test
  void aTypeThatOthersChangedIsSetRightAtTheSameVersion() {
    Table table = glue.catalog.put(glue.flights(0, "id"));
    glue.edit(
        input ->
            input.toBuilder()
                .storageDescriptor(
                    input.storageDescriptor().toBuilder()
                        .columns(Column.builder().name("id").type("string").build())
                        .build())
                .build());
    assertEquals(table, glue.catalog.put(table));
    assertEquals("bigint", glue.raw().storageDescriptor().columns().get(0).type());
  }

  @Test
  void foreignThingsAreRefusedWithWhatToDo() {
    glue.catalog.put(glue.flights(0, "id"));
    refused("is a view", input -> input.toBuilder().tableType("VIRTUAL_VIEW").build());
    refused("did not make", input -> input.toBuilder().parameters(Map.of()).build());
    refused(
        "was moved to s3://elsewhere",
        input ->
            input.toBuilder()
                .storageDescriptor(
                    input.storageDescriptor().toBuilder().location("s3://elsewhere/").build())
                .build());
    refused("newer Sluice", input -> with(input, GlueKeys.FORMAT, "99"));
    refused("sluice.version", input -> with(input, GlueKeys.VERSION, "many"));
    refused("sluice.table", input -> with(input, GlueKeys.TABLE, "{}"));
    try (GlueCatalog other =
        new GlueCatalog(
            Emulated.client(), new LakeLocation(glue.lake.root() + "/other"), Emulated.SHORT)) {
      ForeignTableException e =
          assertThrows(ForeignTableException.class, () -> other.table(glue.database, "flights"));
      assertTrue(e.getMessage().contains("belongs to the lake " + glue.lake.root()));
      assertEquals(List.of(), other.tables());
      assertThrows(ForeignTableException.class, () -> other.drop(glue.flights(1)));
    }
  }

  /** One bad table, or somebody else's database, keeps nobody from the others. */
  @Test
  void whatCannotBeReadStandsInNobodysWay() {
    glue.catalog.put(glue.flights(0, "id"));
    glue.catalog.put(
        new Table(
            glue.database,
            "sound",
            glue.lake.root() + "/sound",
            List.of(),
            List.of(),
            Map.of(),
            0));
    glue.edit(input -> with(input, GlueKeys.TABLE, "{}"));
    String bad = glue.database + ".flights";
    List<String> names = List.of(bad, glue.database + ".sound", glue.database + ".none", "x.y");
    for (FoundTables found : List.of(glue.catalog.find(names), glue.catalog.findAll())) {
      assertEquals(List.of("sound"), found.tables().stream().map(Table::name).toList());
      assertEquals(List.of(bad), found.unreadable().stream().map(Unreadable::table).toList());
      assertTrue(found.unreadable().get(0).why().contains("sluice.table"));
    }
    assertEquals(1, glue.catalog.tables().size());

    GlueFaults faults = new GlueFaults();
    GlueCatalog denied = new GlueCatalog(Emulated.client(faults), glue.lake, Emulated.SHORT);
    faults.fail("GetTable", 400, "AccessDeniedException");
    FoundTables found = denied.find(List.of("x.y", glue.database + ".sound"));
    // By database, and so by name.
    assertEquals(1, found.unreadable().size());
    assertTrue(found.unreadable().get(0).why().contains("AWS says"), found.toString());
    assertEquals(Map.of("GetTable", 2), faults.calls(), "no other database is looked at");
    faults.fail("GetDatabases", 400, "AccessDeniedException");
    assertEquals(new FoundTables(List.of(), List.of()), denied.findAll());
    faults.fail("GetTables", 400, "AccessDeniedException");
    List<String> many = IntStream.range(0, 20).mapToObj(i -> glue.database + ".t" + i).toList();
    assertEquals(20, denied.find(many).unreadable().size());
    assertEquals(new FoundTables(List.of(), List.of()), denied.find(many));
    faults.fail("GetTables", 400, "InvalidInputException");
    assertThrows(GlueCatalogException.class, () -> denied.find(many));
  }

  /** Of what is Sluice's; what others added is none of it. */
  @Test
  void whatOthersChangedIsTold() {
    Table table = glue.catalog.put(glue.flights(0, "id", "note"));
    assertEquals(List.of(), glue.catalog.alterations(table));
    glue.edit(
        input -> {
          List<Column> columns = new ArrayList<>();
          for (Column column : input.storageDescriptor().columns()) {
            if (column.name().equals("id")) {
              columns.add(column.toBuilder().type("string").comment("theirs").build());
            }
          }
          columns.add(Column.builder().name("extra").type("int").build());
          return with(input, "team", "growth").toBuilder()
              .storageDescriptor(input.storageDescriptor().toBuilder().columns(columns).build())
              .build();
        });
    assertEquals(
        List.of(
            "column id is bigint, the catalog says string", "column note is not in the catalog"),
        glue.catalog.alterations(table));
    glue.catalog.put(table);
    assertEquals(List.of(), glue.catalog.alterations(table));
    glue.edit(input -> with(input, "EXTERNAL", "FALSE"));
    assertEquals(
        List.of("its type, formats or parameters are not as Sluice wrote them"),
        glue.catalog.alterations(table));
    glue.catalog.put(table);
    assertEquals(List.of(), glue.catalog.alterations(table));
    assertEquals("growth", glue.raw().parameters().get("team"));
  }

  private static TableInput with(TableInput input, String key, String value) {
    Map<String, String> parameters = new TreeMap<>(input.parameters());
    parameters.put(key, value);
    return input.toBuilder().parameters(parameters).build();
  }

  private void refused(String because, UnaryOperator<TableInput> edit) {
    TableInput before = TableInputs.of(glue.raw());
    glue.edit(edit);
    TableInput edited = TableInputs.of(glue.raw());
    for (Executable use :
        List.<Executable>of(
            () -> glue.catalog.table(glue.database, "flights"),
            () -> glue.catalog.put(glue.flights(1, "id", "note")),
            () -> glue.catalog.drop(glue.flights(1)))) {
      ForeignTableException e = assertThrows(ForeignTableException.class, use);
      assertTrue(e.getMessage().contains(because), e.getMessage());
      assertTrue(e.getMessage().contains(glue.database + ".flights"), e.getMessage());
    }
    assertEquals(edited, TableInputs.of(glue.raw()));
    glue.edit(input -> before);
  }
}
