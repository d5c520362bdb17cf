package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.cli.command.CliRunner.Result;
import io.sluice.localaws.testing.EmulatedEnvironment;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.Partition;
import software.amazon.awssdk.services.glue.model.PartitionInput;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.Table;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * What others did to a table in the Glue Data Catalog: {@code catalog diff} shows what is wrong,
 * {@code catalog sync} puts it right, and what others may do survives both.
 */
@ExtendWith({LocalAwsForTests.class, EmulatedEnvironment.class})
class GlueDifferencesTest {
  private static final String BUCKET = "glue-differences";
  private static final String LAKE = "s3://" + BUCKET + "/lake";
  private static final String TABLE = "diffs.t";

  @TempDir Path folder;

  private GlueClient glue;

  private Result run(String... arguments) {
    return new CliRunner(folder).run(arguments);
  }

  private String done(String... arguments) {
    Result result = run(arguments);
    assertEquals(0, result.code(), result.out() + result.err());
    return result.out().replace("\r\n", "\n");
  }

  private Table table() {
    return glue.getTable(b -> b.databaseName("diffs").name("t")).table();
  }

  private Map<String, Partition> partitions() {
    Map<String, Partition> found = new HashMap<>();
    glue.getPartitions(b -> b.databaseName("diffs").tableName("t"))
        .partitions()
        .forEach(each -> found.put(each.values().get(0), each));
    return found;
  }

  private static PartitionInput input(Partition of) {
    return PartitionInput.builder()
        .values(of.values())
        .storageDescriptor(of.storageDescriptor())
        .parameters(of.parameters())
        .build();
  }

  private void update(String value, PartitionInput input) {
    glue.updatePartition(
        b ->
            b.databaseName("diffs").tableName("t").partitionValueList(value).partitionInput(input));
  }

  /** Columns, parameters, partitions: what is wrong, and what is somebody's own. */
  private void spoil() {
    Table was = table();
    List<Column> columns = new ArrayList<>();
    for (Column column : was.storageDescriptor().columns()) {
      if (column.name().equals("id")) {
        columns.add(column.toBuilder().type("string").build());
      } else if (!column.name().equals("price")) {
        columns.add(column.toBuilder().comment("told by the wiki").build());
      }
    }
    columns.add(Column.builder().name("theirs").type("string").build());
    Map<String, String> parameters = new HashMap<>(was.parameters());
    parameters.put("owner_team", "growth");
    glue.updateTable(
        b ->
            b.databaseName("diffs")
                .tableInput(
                    TableInput.builder()
                        .name("t")
                        .description("of the growth team")
                        .tableType(was.tableType())
                        .partitionKeys(was.partitionKeys())
                        .storageDescriptor(d -> copied(was, d).columns(columns))
                        .parameters(parameters)
                        .build()));
    Map<String, Partition> at = partitions();
    glue.deletePartition(b -> b.databaseName("diffs").tableName("t").partitionValues("x"));
    Partition moved = at.get("y");
    update(
        "y",
        input(moved).toBuilder()
            .storageDescriptor(
                moved.storageDescriptor().toBuilder().location("s3://else/where/").build())
            .build());
    Partition noted = at.get("z");
    Map<String, String> notes = new HashMap<>(noted.parameters());
    notes.put("checked_by", "audit");
    update(
        "z",
        input(noted).toBuilder()
            .parameters(notes)
            .storageDescriptor(
                noted.storageDescriptor().toBuilder()
                    .columns(retyped(noted.storageDescriptor().columns()))
                    .build())
            .build());
    glue.createPartition(
        b ->
            b.databaseName("diffs")
                .tableName("t")
                .partitionInput(
                    input(noted).toBuilder()
                        .values("nowhere")
                        .storageDescriptor(
                            noted.storageDescriptor().toBuilder()
                                .location("s3://" + BUCKET + "/nowhere/")
                                .build())
                        .build()));
  }

  private static List<Column> retyped(List<Column> columns) {
    return columns.stream()
        .map(each -> each.name().equals("id") ? each.toBuilder().type("int").build() : each)
        .toList();
  }

  private static StorageDescriptor.Builder copied(Table from, StorageDescriptor.Builder to) {
    StorageDescriptor descriptor = from.storageDescriptor();
    return to.location(descriptor.location())
        .inputFormat(descriptor.inputFormat())
        .outputFormat(descriptor.outputFormat())
        .serdeInfo(descriptor.serdeInfo());
  }

  @Test
  void areShownAndPutRightAndWhatIsOthersSurvives() throws Exception {
    glue = AwsClients.glue(AwsSettings.OF_ENVIRONMENT);
    AwsClients.s3(AwsSettings.OF_ENVIRONMENT).createBucket(r -> r.bucket(BUCKET));
    Path in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("a.csv"), "id,price,name,p\n1,1.5,a,x\n2,2.5,b,y\n3,3.5,c,z\n");
    Files.writeString(
        folder.resolve("t.yml"),
        "dataset: t\nsource: {path: in}\n"
            + "target: {database: diffs, table: t, partition_by: [p], keep_replaced: 0s}\n");
    done("init", "--lake", LAKE);
    done("ingest", "t.yml", "--lake", LAKE);
    assertEquals("nothing differs\n", done("catalog", "diff", "--lake", LAKE));
    Table first = table();
    Map<String, Partition> at = partitions();

    spoil();
    Table spoilt = table();
    Result diff = run("catalog", "diff", "--lake", LAKE, "-o", "json");
    assertEquals(1, diff.code(), diff.err());
    assertEquals(
        List.of(
            "changed_table  column id is bigint, the catalog says string",
            "changed_table  column price is not in the catalog",
            "missing_partition p=x is not in the catalog",
            "wrong_location p=y lies at "
                + withoutSlash(at.get("y").storageDescriptor().location())
                + ", the catalog says s3://else/where",
            "changed_partition p=z column id is bigint, the catalog says int",
            "extra_partition p=nowhere is in the catalog at s3://"
                + BUCKET
                + "/nowhere, but no live file is in it"),
        told(diff.out()));
    Result shown = run("catalog", "diff", "--lake", LAKE);
    assertTrue(shown.out().contains("column price is not in the catalog"), shown.out());
    assertTrue(shown.out().contains("'sluice catalog sync --lake " + LAKE + "' repairs it"));
    assertEquals(spoilt.versionId(), table().versionId(), "it is only looked at");

    String synced = done("catalog", "sync", "--lake", LAKE);
    assertTrue(synced.contains("6 differences repaired"), synced);
    assertEquals("nothing differs\n", done("catalog", "diff", "--lake", LAKE));
    assertEquals("nothing differed\n", done("catalog", "sync", TABLE, "--lake", LAKE));

    Table mended = table();
    Map<String, String> types = new HashMap<>();
    mended.storageDescriptor().columns().forEach(c -> types.put(c.name(), c.type()));
    Map<String, String> expected = new HashMap<>();
    first.storageDescriptor().columns().forEach(c -> expected.put(c.name(), c.type()));
    expected.put("theirs", "string");
    assertEquals(expected, types);
    assertEquals("growth", mended.parameters().get("owner_team"));
    assertEquals("of the growth team", mended.description());
    assertTrue(
        mended.storageDescriptor().columns().stream()
            .anyMatch(c -> c.name().equals("name") && "told by the wiki".equals(c.comment())));
    Map<String, Partition> after = partitions();
    assertEquals(at.keySet(), after.keySet());
    at.forEach(
        (value, partition) ->
            assertEquals(
                partition.storageDescriptor().location(),
                after.get(value).storageDescriptor().location()));
    assertEquals("audit", after.get("z").parameters().get("checked_by"));
    assertEquals(
        at.get("z").storageDescriptor().columns(), after.get("z").storageDescriptor().columns());

    // The next run takes all of it as it is, and keeps it so.
    Files.writeString(in.resolve("a.csv"), "id,price,name,p\n1,1.5,a,x\n4,4.5,d,z\n");
    done("ingest", "t.yml", "--lake", LAKE);
    assertEquals(
        "id\n1\n4\n",
        done("sql", "-o", "csv", "--lake", LAKE, "SELECT id FROM diffs.t ORDER BY id"));
    assertEquals("nothing differs\n", done("catalog", "diff", "--lake", LAKE));
    assertEquals("growth", table().parameters().get("owner_team"));
    assertEquals("audit", partitions().get("z").parameters().get("checked_by"));
  }

  private static List<String> told(String json) throws Exception {
    List<String> told = new ArrayList<>();
    for (JsonNode each : new ObjectMapper().readTree(json)) {
      assertEquals(TABLE, each.get("table").asText());
      told.add(
          String.join(
              " ",
              each.get("kind").asText(),
              each.get("partition").asText(),
              each.get("text").asText()));
    }
    return told;
  }

  private static String withoutSlash(String location) {
    return location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
  }
}
