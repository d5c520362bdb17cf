package io.sluice.aws.lake;

import io.sluice.aws.AwsClients;
import io.sluice.aws.dynamo.DynamoLedger;
import io.sluice.aws.dynamo.LeaseTimes;
import io.sluice.aws.dynamo.LedgerBackups;
import io.sluice.aws.s3.NewObject;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes a lake on S3: the DynamoDB table of its ledger, then the object with its settings. A lake
 * is there once that object is; what a crash left undone, the same call again completes.
 */
public final class LakeMaker {
  /** Of DynamoDB's 255, with room for a hash. */
  private static final int LONGEST_NAME = 200;

  private LakeMaker() {}

  /** What came of it. */
  public enum Made {
    NEW,
    /** It was there, with the same settings. */
    ALREADY_THERE
  }

  /**
   * Makes the lake.
   *
   * @throws IngestException if there is one with other settings, if the table is not its ledger, or
   *     if it cannot be made
   */
  public static Made make(LakeLocation lake, LakeSettings settings) {
    requireOnS3(lake);
    Optional<LakeSettings> before = LakeOnS3.stored(lake, settings.aws());
    if (before.isPresent()) {
      return same(lake, before.get(), settings);
    }
    try {
      // Before the table, so that a wrong bucket leaves nothing behind.
      NewObject.requireWritable(settings.aws(), LakeSettings.location(lake));
      openLedger(lake, settings);
      boolean first = NewObject.put(settings.aws(), LakeSettings.location(lake), settings.json());
      if (!first) {
        return same(lake, LakeOnS3.stored(lake, settings.aws()).orElseThrow(), settings);
      }
    } catch (IOException e) {
      throw new IngestException(ExitCode.FAILED, e.getMessage(), e);
    }
    LakeOnS3.learn(lake, settings);
    return Made.NEW;
  }

  /**
   * The same, with what guards the ledger against its loss.
   *
   * @param notices for people: what could not be done, and is no reason to fail
   */
  public static Made make(LakeLocation lake, LakeSettings settings, Consumer<String> notices) {
    Made made = make(lake, settings);
    LedgerBackups.keep(AwsClients.dynamo(settings.aws()), settings.ledgerTable())
        .ifPresent(notices);
    return made;
  }

  private static void openLedger(LakeLocation lake, LakeSettings settings) {
    try {
      DynamoLedger.open(
              AwsClients.dynamo(settings.aws()),
              settings.ledgerTable(),
              lake,
              AwsLedgerFactory.objects(lake, settings),
              LeaseTimes.DEFAULT)
          .close();
    } catch (IllegalArgumentException e) {
      throw new IngestException(ExitCode.USAGE, e.getMessage(), e);
    }
  }

  /** The table may have been lost, and is made again. */
  private static Made same(LakeLocation lake, LakeSettings before, LakeSettings wanted) {
    if (!before.equals(wanted)) {
      throw new IngestException(
          ExitCode.USAGE,
          "there is a lake at "
              + lake.root()
              + " already, with other settings: "
              + new String(before.json(), StandardCharsets.UTF_8)
              + ". Use it as it is, or choose another location; what is not named in 'init' has its"
              + " default value");
    }
    openLedger(lake, before);
    return Made.ALREADY_THERE;
  }

  private static void requireOnS3(LakeLocation lake) {
    if (!LakeOnS3.is(lake)) {
      throw new IngestException(
          ExitCode.USAGE,
          lake.root()
              + " is not on S3: name a place there, as in --lake s3://bucket/prefix. A lake in a"
              + " folder needs no 'init', the first ingest makes it");
    }
  }

  /** The name of the ledger's table where none is chosen: it says whose it is. */
  public static String ledgerTable(LakeLocation lake) {
    requireOnS3(lake);
    String place = lake.root().substring("s3://".length());
    String name = "sluice-" + place.replaceAll("[^a-zA-Z0-9.-]", "_");
    // "a/b" and "a_b" are two lakes.
    boolean plain = place.matches("[a-zA-Z0-9.-]+");
    return plain && name.length() <= LONGEST_NAME
        ? name
        : name.substring(0, Math.min(name.length(), LONGEST_NAME)) + "-" + hash(place);
  }

  private static String hash(String place) {
    return HexFormat.of().toHexDigits(place.hashCode());
  }
}
