package io.sluice.ingest.store;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.Locations;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;

/** Reads specs and other small texts from wherever they lie. */
public final class StoredSpecs {
  private StoredSpecs() {}

  /**
   * The spec at a path or URI.
   *
   * @throws io.sluice.spec.SpecException with every problem of the spec
   * @throws IngestException if it cannot be read
   */
  public static DatasetSpec read(Storages storages, String location) {
    return Locations.isLocal(location)
        ? SpecReader.read(Locations.path(location))
        : SpecReader.readAt(location, text(storages, location));
  }

  /**
   * A small text, in UTF-8.
   *
   * @throws IngestException if it cannot be read
   */
  public static String text(Storages storages, String location) {
    try (InputStream in = storages.at(location).open(location, 0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (NoSuchFileException e) {
      throw new IngestException(
          ExitCode.USAGE, "there is nothing at " + location + ": correct the location", e);
    } catch (IOException e) {
      throw Failures.of(e);
    }
  }
}
