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
 * @param oldest the first schema version that is still read, from 1
 * @param scripts SQL scripts; the first makes an empty file a database of schema {@code oldest},
 *     each later one brings it to the next version
 */
public record SqliteSchema(String what, int applicationId, int oldest, List<String> scripts) {
  public SqliteSchema {
    scripts = List.copyOf(scripts);
  }

  /**
   * A schema whose scripts are the resources {@code schema-<oldest>.sql} to {@code
   * schema-<newest>.sql} beside a class.
   */
  public static SqliteSchema ofResources(
      String what, int applicationId, Class<?> beside, int oldest, int newest) {
    List<String> scripts = new ArrayList<>();
    for (int version = oldest; version <= newest; version++) {
      String name = "schema-" + version + ".sql";
      try (InputStream script = beside.getResourceAsStream(name)) {
        if (script == null) {
          throw new IllegalStateException("no resource " + name + " beside " + beside);
        }
        scripts.add(new String(script.readAllBytes(), StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return new SqliteSchema(what, applicationId, oldest, scripts);
  }

  /** The version that this build writes. */
  int version() {
    return oldest + scripts.size() - 1;
  }

  /**
   * The scripts that bring a file up to date.
   *
   * @param version the file's, at least {@link #oldest}; 0 for an empty file
   */
  List<String> scriptsFrom(int version) {
    return scripts.subList(version == 0 ? 0 : version - oldest + 1, scripts.size());
  }
}
