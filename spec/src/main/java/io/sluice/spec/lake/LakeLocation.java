package io.sluice.spec.lake;

import io.sluice.spec.TargetSpec;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Where a lake is, and where in it everything lies.
 *
 * @param root an absolute local path or a URI, without a slash at the end
 */
public record LakeLocation(String root) {
  /** The folder in a lake of all that is Sluice's own. */
  private static final String OWN_FOLDER = "_sluice";

  public LakeLocation {
    root = Locations.normalized(root);
  }

  /** The lake in a folder of this machine. */
  public static LakeLocation of(Path folder) {
    return new LakeLocation(folder.toString());
  }

  public boolean isLocal() {
    return Locations.isLocal(root);
  }

  /** Whether a name is kept for Sluice, whatever its case: no database is called so. */
  public static boolean isOwn(String database) {
    return database.toLowerCase(Locale.ROOT).startsWith(OWN_FOLDER);
  }

  /** The folder of all that is Sluice's own in the lake. */
  public String own() {
    return root + "/" + OWN_FOLDER;
  }

  /** Something of Sluice's own in the lake, for example {@code ledger.sqlite}. */
  public String own(String name) {
    return own() + "/" + name;
  }

  /** The folder of the specs by which files are ingested as they arrive. */
  public String specs() {
    return own("specs");
  }

  /** Where a dataset's spec among them lies. */
  public String spec(String dataset) {
    return specs() + "/" + dataset + ".yml";
  }

  /** Where a table's files lie. */
  public String table(TargetSpec target) {
    return Locations.normalized(
        target.location().orElseGet(() -> root + "/" + target.database() + "/" + target.table()));
  }

  /**
   * Where runs that were refused leave their rejects: nothing of them is published, but who is to
   * correct the files must see what is wrong in them.
   *
   * @param table {@code database.table}
   */
  public String refused(String table) {
    return own("refused/" + table);
  }

  /** Where a run's report lies. */
  public String report(String runId) {
    return own("reports/" + runId + ".json");
  }

  /** Whether a location is inside the lake; the lake itself is not. */
  public boolean contains(String location) {
    return location.startsWith(root + "/");
  }

  /** A location as the lake's own records keep it: relative if it is inside the lake. */
  public String stored(String location) {
    if (location.equals(root)) {
      return ".";
    }
    if (!contains(location)) {
      return location;
    }
    String relative = location.substring(root.length() + 1);
    // A folder called "a:b" must not look like a URI.
    return relative.startsWith("./") || absolute(relative) ? "./" + relative : relative;
  }

  /** The location that {@link #stored} was made of, in the lake as it lies now. */
  public String resolved(String stored) {
    if (stored.equals(".")) {
      return root;
    }
    if (stored.isEmpty() || absolute(stored)) {
      return stored;
    }
    return root + "/" + (stored.startsWith("./") ? stored.substring(2) : stored);
  }

  private static boolean absolute(String stored) {
    return stored.startsWith("/") || stored.startsWith("file:") || !Locations.isLocal(stored);
  }
}
