package io.sluice.aws.lake;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.s3.S3Storages;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.store.Storage;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.NoSuchFileException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the settings of lakes on S3; those of a lake are read once in the life of a process. */
public final class LakeOnS3 {
  private static final ConcurrentHashMap<LakeLocation, LakeSettings> KNOWN =
      new ConcurrentHashMap<>();

  private LakeOnS3() {}

  /** Whether a lake lies, or would lie, on S3. */
  public static boolean is(LakeLocation lake) {
    return lake.root().startsWith("s3://");
  }

  /**
   * A lake's settings, if it was made.
   *
   * @throws IngestException if they cannot be read or used
   */
  public static Optional<LakeSettings> find(LakeLocation lake) {
    return find(lake, AwsSettings.OF_ENVIRONMENT);
  }

  /**
   * The same.
   *
   * @param way how the lake's bucket is reached
   */
  static Optional<LakeSettings> find(LakeLocation lake, AwsSettings way) {
    LakeSettings known = KNOWN.get(lake);
    if (known != null) {
      return Optional.of(known);
    }
    String at = LakeSettings.location(lake);
    Optional<LakeSettings> found = read(at, way);
    found.ifPresent(settings -> KNOWN.put(lake, settings));
    return found;
  }

  /**
   * A lake's settings.
   *
   * @throws IngestException if they cannot be read or used, or it was never made
   */
  public static LakeSettings require(LakeLocation lake) {
    return find(lake)
        .orElseThrow(
            () ->
                new IngestException(
                    ExitCode.USAGE,
                    "there is no lake at "
                        + lake.root()
                        + ": make it with 'sluice init --lake "
                        + lake.root()
                        + "', or correct the location"));
  }

  /** What was known of a lake's settings has changed. */
  static void learn(LakeLocation lake, LakeSettings settings) {
    KNOWN.put(lake, settings);
  }

  private static Optional<LakeSettings> read(String at, AwsSettings way) {
    try {
      Storage storage = new S3Storages(way).at(at);
      try (InputStream in = storage.open(at, 0)) {
        return Optional.of(LakeSettings.of(in.readAllBytes()));
      }
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IngestException(ExitCode.FAILED, e.getMessage(), e);
    } catch (IllegalArgumentException e) {
      throw new IngestException(
          ExitCode.USAGE,
          "cannot use "
              + at
              + ": "
              + e.getMessage()
              + ". Correct the lake's location, or restore it",
          e);
    }
  }
}
