package io.sluice.aws.glue;

import io.sluice.spec.lake.LakeLocation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.glue.model.Column;
import software.amazon.awssdk.services.glue.model.StorageDescriptor;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * What others changed of what is Sluice's of a table (docs/catalog.md has the list), in words. What
 * they added is none of it.
 */
final class Alterations {
  private Alterations() {}

  static List<String> of(StoredTable stored, LakeLocation lake) {
    TableInput theirs = stored.input();
    TableInput ours = TableInputs.repair(stored, lake);
    if (theirs.equals(ours)) {
      return List.of();
    }
    StorageDescriptor described = theirs.storageDescriptor();
    List<String> told = new ArrayList<>();
    columns(
        "column",
        described == null ? List.of() : described.columns(),
        ours.storageDescriptor().columns(),
        told);
    columns("partition key", theirs.partitionKeys(), ours.partitionKeys(), told);
    return told.isEmpty()
        ? List.of("its type, formats or parameters are not as Sluice wrote them")
        : told;
  }

  private static void columns(
      String kind, List<Column> theirs, List<Column> ours, List<String> told) {
    Map<String, Column> byName = new HashMap<>();
    theirs.forEach(column -> byName.put(column.name().toLowerCase(Locale.ROOT), column));
    for (Column our : ours) {
      Column their = byName.get(our.name());
      if (their == null) {
        told.add(kind + " " + our.name() + " is not in the catalog");
      } else if (!Objects.equals(their.type(), our.type())) {
        told.add(
            kind + " " + our.name() + " is " + our.type() + ", the catalog says " + their.type());
      }
    }
  }
}
