package io.sluice.aws.glue;

import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.TableCodec;
import io.sluice.spec.lake.LakeLocation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * Tables as Glue takes them. An update replaces all that Glue has of a table, so it begins with all
 * of that and changes only what is Sluice's (docs/catalog.md has the list).
 */
final class TableInputs {
  /** What Glue allows of a parameter's value, in bytes. */
  private static final int MAX_PARAMETER = 512_000;

  private TableInputs() {}

  /** What Glue has now, in the form that an update takes. */
  static TableInput of(software.amazon.awssdk.services.glue.model.Table glue) {
    return TableInput.builder()
        .name(glue.name())
        .description(glue.description())
        .owner(glue.owner())
        .lastAccessTime(glue.lastAccessTime())
        .lastAnalyzedTime(glue.lastAnalyzedTime())
        .retention(glue.retention())
        .storageDescriptor(glue.storageDescriptor())
        // Athena wants an empty list where there are no keys, and no list is not that.
        .partitionKeys(new ArrayList<>(glue.partitionKeys()))
        .viewOriginalText(glue.viewOriginalText())
        .viewExpandedText(glue.viewExpandedText())
        .tableType(glue.tableType())
        .parameters(new TreeMap<>(glue.parameters()))
        .targetTable(glue.targetTable())
        .build();
  }

  /** A table that is not there yet. */
  static TableInput create(Table table, LakeLocation lake, String change) {
    TableInput empty = TableInput.builder().name(table.name()).build();
    Table nothing =
        new Table(table.database(), table.name(), "", List.of(), List.of(), Map.of(), 0);
    return changed(empty, nothing, table.withVersion(1), lake, change);
  }

  /** The table in Glue, changed from what Sluice put last to what it puts now. */
  static TableInput change(StoredTable before, Table table, LakeLocation lake, String change) {
    Table next = table.withVersion(table.version() + 1);
    return changed(before.input(), before.table(), next, lake, change);
  }

  /** The table in Glue with what is Sluice's set right, at its version. */
  static TableInput repair(StoredTable before, LakeLocation lake) {
    return changed(before.input(), before.table(), before.table(), lake, before.change());
  }

  /** From what Sluice put last to what it puts now, with the version that it then has. */
  private static TableInput changed(
      TableInput theirs, Table base, Table ours, LakeLocation lake, String change) {
    List<Column> columns =
        GlueColumns.merge(
            theirs.storageDescriptor() == null ? List.of() : theirs.storageDescriptor().columns(),
            base.columns(),
            ours.columns());
    return theirs.toBuilder()
        .tableType("EXTERNAL_TABLE")
        .storageDescriptor(Descriptors.merge(theirs.storageDescriptor(), columns, ours.listed()))
        .partitionKeys(keys(theirs.partitionKeys(), ours.partitionKeys()))
        .parameters(parameters(theirs.parameters(), base, ours, lake, change))
        .build();
  }

  private static List<Column> keys(List<Column> theirs, List<PartitionKey> ours) {
    Map<String, Column> byName = new HashMap<>();
    theirs.forEach(column -> byName.put(column.name(), column));
    List<Column> merged = new ArrayList<>();
    for (PartitionKey key : ours) {
      String name = key.name().toLowerCase(Locale.ROOT);
      Column their = byName.getOrDefault(name, Column.builder().build());
      merged.add(their.toBuilder().name(name).type(HiveTypes.of(key.type())).build());
    }
    return merged;
  }

  private static Map<String, String> parameters(
      Map<String, String> theirs, Table base, Table ours, LakeLocation lake, String change) {
    Map<String, String> merged = new TreeMap<>(theirs);
    base.parameters()
        .forEach(
            (key, value) -> {
              if (shown(key) && !ours.parameters().containsKey(key)) {
                merged.remove(key, value);
              }
            });
    ours.parameters()
        .forEach(
            (key, value) -> {
              if (shown(key) && !Objects.equals(value, base.parameters().get(key))) {
                merged.put(key, value);
              }
            });
    if (!base.columns().equals(ours.columns())) {
      merged.keySet().removeIf(key -> key.startsWith(GlueKeys.SPARK_SCHEMA));
    }
    merged.put(GlueKeys.CLASSIFICATION, "parquet");
    merged.put(GlueKeys.EXTERNAL, "TRUE");
    merged.put(GlueKeys.LAKE, lake.root());
    merged.put(GlueKeys.FORMAT, Integer.toString(GlueKeys.CURRENT_FORMAT));
    merged.put(GlueKeys.VERSION, Long.toString(ours.version()));
    merged.put(GlueKeys.CHANGE, change);
    merged.put(GlueKeys.TABLE, definition(ours, lake));
    return merged;
  }

  /** Ours begin with {@code sluice.} and are in the definition already, some of them long. */
  private static boolean shown(String parameter) {
    return !parameter.startsWith(GlueKeys.OWN);
  }

  /** As it is stored: at a location relative to the lake. */
  static String definition(Table table, LakeLocation lake) {
    String text = TableCodec.write(table.withLocation(lake.stored(table.location())));
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > MAX_PARAMETER) {
      throw new IllegalArgumentException(
          "Table "
              + table.qualifiedName()
              + " is too large for the Glue Data Catalog: its definition has "
              + bytes
              + " bytes, and a parameter may have "
              + MAX_PARAMETER
              + ". Shorten its comments, or split it into several tables");
    }
    return text;
  }
}
