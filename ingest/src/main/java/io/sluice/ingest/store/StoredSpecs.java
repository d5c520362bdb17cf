package io.sluice.ingest.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
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
import java.util.List;

/** Reads specs and other small texts from wherever they lie. */
public final class StoredSpecs {
  private static final TypeReference<List<String>> URIS = new TypeReference<>() {};
  private static final JsonMapper JSON = new JsonMapper();

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
   * The URIs that a JSON array has, as who orders a run names the only files to take.
   *
   * @throws IngestException if it cannot be read, or is none
   */
  public static List<String> uris(Storages storages, String location) {
    try {
      return JSON.readValue(text(storages, location), URIS);
    } catch (JsonProcessingException e) {
      throw new IngestException(
          ExitCode.USAGE,
          "the list of files "
              + location
              + " is not a JSON array of URIs: "
              + e.getOriginalMessage()
              + ". Correct it",
          e);
    }
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
