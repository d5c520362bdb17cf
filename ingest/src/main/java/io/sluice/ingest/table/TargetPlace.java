package io.sluice.ingest.table;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.lake.Lake;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SourceSpec;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.lake.Locations;
import io.sluice.spec.lake.TableLayout;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/** Keeps a table from being put where a run would read it again, or where something else is. */
public final class TargetPlace {
  private final Lake lake;

  public TargetPlace(Lake lake) {
    this.lake = lake;
  }

  /**
   * To be asked before anything runs.
   *
   * @throws IngestException with {@link ExitCode#USAGE}, saying what is in the way and what to do
   */
  public void require(DatasetSpec spec) {
    String location = lake.location().table(spec.target());
    String name = spec.target().qualifiedTable();
    if (LakeLocation.isOwn(spec.target().database())) {
      throw refused(
          "target.database is "
              + spec.target().database()
              + ": names that begin with _sluice are reserved for Sluice. Choose another");
    }
    requireApart(location, lake.location().own(), "the lake's own folder");
    if (liesIn(lake.location().root(), location)) {
      throw refused(
          "the target "
              + location
              + " contains the lake itself. Choose a folder in it or beside it");
    }
    requireNotRead(spec.source(), location);
    requireNotRead(spec.source(), TableLayout.rejects(location));
    TablePlaces places = new TablePlaces(lake);
    Optional<String> own = places.own(name);
    if (own.isPresent()) {
      // It was found apart from the others when it was new.
      requireSame(name, own.get(), location);
      return;
    }
    for (String other : lake.ledger().tables()) {
      Optional<String> at = places.last(other);
      if (!other.equals(name)
          && at.isPresent()
          && meet(location, at.get())
          && places.isThere(other)) {
        String what = "table " + other;
        requireApart(location, at.get(), what);
        requireApart(location, TableLayout.rejects(at.get()), "the rejects of " + what);
        requireApart(TableLayout.rejects(location), at.get(), what);
      }
    }
  }

  /** Also a run that finds nothing to do says so: the next one would be refused. */
  private static void requireSame(String table, String now, String location) {
    if (!now.equals(location)) {
      throw refused(
          "table "
              + table
              + " lies at "
              + now
              + ", but the spec's target is "
              + location
              + ". Set target.location to the table's, or give the table another name");
    }
  }

  /** Whether two tables or the rejects of one and the other would lie in each other. */
  private static boolean meet(String one, String other) {
    return liesInEachOther(one, other)
        || liesInEachOther(one, TableLayout.rejects(other))
        || liesInEachOther(TableLayout.rejects(one), other);
  }

  private static boolean liesInEachOther(String one, String other) {
    return liesIn(one, other) || liesIn(other, one);
  }

  private static void requireApart(String location, String other, String what) {
    if (liesInEachOther(location, other)) {
      throw refused(
          "the target "
              + location
              + " and "
              + what
              + ", which lies at "
              + other
              + ", would overlap: one would lie in the other. Choose another target.location");
    }
  }

  /** What a run writes must not be among what the next one reads. */
  private static void requireNotRead(SourceSpec source, String location) {
    Optional<String> how = read(source, location);
    if (how.isPresent()) {
      throw refused(
          "the target "
              + location
              + " lies where "
              + how.get()
              + ", so that the next run would read what this one writes. Choose another"
              + " target.location, another lake, or a source.path that does not lead there");
    }
  }

  private static Optional<String> read(SourceSpec source, String location) {
    if (Locations.isLocal(source.path()) != Locations.isLocal(location)) {
      return Optional.empty();
    }
    boolean local = Locations.isLocal(location);
    String path = Locations.normalized(source.path());
    if (local && Files.isRegularFile(Path.of(path))) {
      return Optional.empty();
    }
    if (liesIn(location, path)) {
      return Optional.of("source.path " + source.path() + " is read with its sub-folders");
    }
    if (liesIn(path, location)) {
      return Optional.of("source.path " + source.path() + " lies in it");
    }
    return source.isGlob() && matches(WithoutLinks.of(source), WithoutLinks.of(location))
        ? Optional.of("source.path " + source.path() + " matches files")
        : Optional.empty();
  }

  private static boolean matches(SourceSpec source, String location) {
    try {
      String glob = asPath(source.glob());
      PathMatcher matcher =
          FileSystems.getDefault()
              .getPathMatcher(
                  "glob:"
                      + (glob.startsWith("/")
                          ? glob
                          : SourceSpec.literal(Path.of("").toAbsolutePath() + "/") + glob));
      Path folder = Path.of(asPath(location));
      return List.of("x.parquet", "a=1/x.parquet", "a=1/b=2/x.parquet").stream()
          .anyMatch(file -> matcher.matches(folder.resolve(file)));
    } catch (PatternSyntaxException | InvalidPathException e) {
      // The lister says what is wrong with it.
      return false;
    }
  }

  /** A URI's authority as the first folder: {@code s3://bucket/key} is {@code /bucket/key}. */
  private static String asPath(String location) {
    return Locations.isLocal(location)
        ? location.replaceFirst("^file:/*", "/")
        : location.replaceFirst("^[^:]+:/*", "/");
  }

  private static boolean liesIn(String inner, String outer) {
    return within(inner, outer) || within(WithoutLinks.of(inner), WithoutLinks.of(outer));
  }

  private static boolean within(String inner, String outer) {
    return inner.equals(outer) || inner.startsWith(outer.endsWith("/") ? outer : outer + "/");
  }

  private static IngestException refused(String message) {
    return new IngestException(ExitCode.USAGE, message);
  }
}
