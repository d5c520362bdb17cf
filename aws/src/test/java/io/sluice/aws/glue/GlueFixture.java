package io.sluice.aws.glue;

import io.sluice.catalog.Table;
import io.sluice.catalog.Table.PartitionKey;
import io.sluice.catalog.Table.TableColumn;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.type.DataType.Primitive;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.glue.model.TableInput;

/** A lake and a database of one test, a catalog whose requests are watched, and somebody else. */
final class GlueFixture {
  final LakeLocation lake = Emulated.lake();
  final String database = Emulated.database();
  final GlueFaults faults = new GlueFaults();
  final GlueCatalog catalog = new GlueCatalog(Emulated.client(faults), lake, Emulated.SHORT);

  /** Partitioned by {@code carrier}. */
  Table flights(long version, String... columns) {
    return new Table(
        database,
        "flights",
        lake.root() + "/db/flights",
        Arrays.stream(columns)
            .map(name -> new TableColumn(name, Primitive.BIGINT, false, "ours"))
            .toList(),
        List.of(
            new PartitionKey(
                "carrier",
                Primitive.STRING,
                new PartitionField("carrier", PartitionFunction.IDENTITY, 0))),
        Map.of("classification", "parquet", "sluice.pinned_spec", "long", "owner", "me"),
        version);
  }

  /** The table as Glue has it. */
  software.amazon.awssdk.services.glue.model.Table raw() {
    return Emulated.plain().getTable(b -> b.databaseName(database).name("flights")).table();
  }

  /** Somebody else changes the table, and nothing of it but what they mean to. */
  void edit(UnaryOperator<TableInput> change) {
    TableInput input = change.apply(TableInputs.of(raw()));
    Emulated.plain().updateTable(b -> b.databaseName(database).tableInput(input));
  }

  /** Somebody else sets a parameter. */
  void parameter(String key, String value) {
    edit(
        input -> {
          Map<String, String> parameters = new TreeMap<>(input.parameters());
          parameters.put(key, value);
          return input.toBuilder().parameters(parameters).build();
        });
  }
}
