package io.sluice.sqlite;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What kind of database a file is meant to be, and how an empty file becomes one.
 *
 * @param what its name in messages, for example {@code ledger}
 * @param applicationId written into the file's header; tells it from other programs' databases
 * @param migrations SQL scripts; the n-th (from 1) brings a database from schema n - 1 to n
 */
public record SqliteSchema(String what, int applicationId, List<String> migrations) {
  public SqliteSchema {
    migrations = List.copyOf(migrations);
  }

  /**
   * A schema whose migrations are the resources {@code schema-1.sql} to {@code
   * schema-<versions>.sql} beside a class.
   */
  public static SqliteSchema ofResources(
      String what, int applicationId, Class<?> beside, int versions) {
    List<String> migrations = new ArrayList<>();
    for (int version = 1; version <= versions; version++) {
      String name = "schema-" + version + ".sql";
      try (InputStream script = beside.getResourceAsStream(name)) {
        if (script == null) {
          throw new IllegalStateException("no resource " + name + " beside " + beside);
        }
        migrations.add(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new SqliteSchema(what, applicationId, migrations);
  }

  /** The version that this build writes. */
  int version() {
    return migrations.size();
  }
}
