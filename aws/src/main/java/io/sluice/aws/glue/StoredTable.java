package io.sluice.aws.glue;

import io.sluice.catalog.ForeignTableException;
import io.sluice.catalog.Table;
import io.sluice.catalog.TableCodec;
import io.sluice.spec.lake.LakeLocation;
import java.util.Map;
import software.amazon.awssdk.services.glue.model.TableInput;

/**
 * A table of this lake as it lies in Glue.
 *
 * @param table as Sluice put it
 * @param input all that Glue has of it, Sluice's and others', in the form that an update takes
 * @param versionId Glue's own version, which every change by anybody moves
 * @param change the name of Sluice's last change
 */
record StoredTable(Table table, TableInput input, String versionId, String change) {

  /**
   * Reads it.
   *
   * @throws ForeignTableException if it is not this lake's
   */
  static StoredTable of(software.amazon.awssdk.services.glue.model.Table glue, LakeLocation lake) {
    String name = glue.databaseName() + "." + glue.name();
    Map<String, String> parameters = glue.parameters();
    if ("VIRTUAL_VIEW".equals(glue.tableType())) {
      throw refusal(name, "is a view");
    }
    String definition = parameters.get(GlueKeys.TABLE);
    String owner = parameters.get(GlueKeys.LAKE);
    if (definition == null || owner == null) {
      throw refusal(name, "is a table that Sluice did not make, at " + location(glue));
    }
    if (!owner.equals(lake.root())) {
      throw refusal(name, "belongs to the lake " + owner + ", not to " + lake.root());
    }
    long format = number(name, parameters, GlueKeys.FORMAT);
    if (format > GlueKeys.CURRENT_FORMAT) {
      throw new ForeignTableException(
          "In the Glue Data Catalog, "
              + name
              + " was written by a newer Sluice (format "
              + format
              + ", this one knows "
              + GlueKeys.CURRENT_FORMAT
              + "). Use that version or a later one");
    }
    Table stored = parse(name, definition);
    Table table =
        stored
            .withLocation(lake.resolved(stored.location()))
            .withVersion(number(name, parameters, GlueKeys.VERSION));
    if (!location(glue).equals(GlueLocations.read(GlueLocations.written(table.listed())))) {
      throw new ForeignTableException(
          "In the Glue Data Catalog, "
              + name
              + " was moved to "
              + location(glue)
              + ", but Sluice's files are at "
              + table.listed()
              + ". Set its location back to the latter, or drop it there (files stay) and choose"
              + " another name");
    }
    return new StoredTable(
        table,
        TableInputs.of(glue),
        glue.versionId(),
        parameters.getOrDefault(GlueKeys.CHANGE, ""));
  }

  /** Whether Glue's table says that it is this lake's; the rest may still be refused. */
  static boolean claims(software.amazon.awssdk.services.glue.model.Table glue, LakeLocation lake) {
    return lake.root().equals(glue.parameters().get(GlueKeys.LAKE));
  }

  private static Table parse(String name, String definition) {
    try {
      return TableCodec.read(definition);
    } catch (IllegalArgumentException e) {
      throw damaged(name, GlueKeys.TABLE);
    }
  }

  private static long number(String name, Map<String, String> parameters, String key) {
    try {
      return Long.parseLong(parameters.getOrDefault(key, ""));
    } catch (NumberFormatException e) {
      throw damaged(name, key);
    }
  }

  private static ForeignTableException damaged(String name, String key) {
    return new ForeignTableException(
        "In the Glue Data Catalog, the parameter "
            + key
            + " of "
            + name
            + " is not as Sluice wrote it: someone changed it. Restore it from one of the table's"
            + " versions, or drop the table there (files stay)");
  }

  private static String location(software.amazon.awssdk.services.glue.model.Table glue) {
    return glue.storageDescriptor() == null
        ? ""
        : GlueLocations.read(glue.storageDescriptor().location());
  }

  private static ForeignTableException refusal(String name, String what) {
    return new ForeignTableException(
        "In the Glue Data Catalog, "
            + name
            + " "
            + what
            + ". Sluice leaves it as it is: set target.database or target.table to another name, or"
            + " drop it there first (files stay)");
  }
}
