package io.sluice.aws.lake;

import io.sluice.aws.AwsSettings;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Finds the settings of lakes on S3; those of a lake are read once in the life of a process. */
public final class LakeOnS3 {
  private static final ConcurrentHashMap<LakeLocation, LakeSettings> KNOWN =
      new ConcurrentHashMap<>();
  private static final ConcurrentHashMap<LakeLocation, AwsSettings> WAYS =
      new ConcurrentHashMap<>();

  private LakeOnS3() {}

  /** Whether a lake lies, or would lie, on S3. */
  public static boolean is(LakeLocation lake) {
    return lake.root().startsWith("s3://");
  }

  /**
   * From now on this process reaches a lake so, and takes it to be in that region where the lake's
   * own settings name none: for a region that the user named to one command.
   */
  public static void reach(LakeLocation lake, AwsSettings way) {
    if (!way.equals(way(lake))) {
      WAYS.put(lake, way);
      KNOWN.remove(lake);
    }
  }

  /** How a lake's bucket is reached, as long as its settings are not known. */
  static AwsSettings way(LakeLocation lake) {
    return WAYS.getOrDefault(lake, AwsSettings.OF_ENVIRONMENT);
  }

  /**
   * A lake's settings, if it was made.
   *
   * @throws IngestException if they cannot be read or used
   */
  public static Optional<LakeSettings> find(LakeLocation lake) {
    LakeSettings known = KNOWN.get(lake);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<LakeSettings> found = stored(lake, way(lake));
    found.ifPresent(settings -> learn(lake, settings));
    return found.map(settings -> KNOWN.getOrDefault(lake, settings));
  }

  /**
   * A lake's settings as they lie there now, if it was made.
   *
   * @param way how the lake's bucket is reached
   */
  static Optional<LakeSettings> stored(LakeLocation lake, AwsSettings way) {
    String at = LakeSettings.location(lake);
    try {
      return SettingsObject.read(at, way).map(LakeSettings::of);
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
    KNOWN.put(lake, settings.inRegion(way(lake).region()));
  }
}
