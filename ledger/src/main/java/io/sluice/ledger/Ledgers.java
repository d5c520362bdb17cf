package io.sluice.ledger;

import io.sluice.spec.lake.LakeLocation;
import java.util.Optional;
import java.util.ServiceLoader;

/** Opens the ledger of a lake, by whatever the lake's location needs. */
public final class Ledgers {
  private Ledgers() {}

  /**
   * Opens a lake's ledger, making what is missing.
   *
   * @throws IllegalArgumentException if no ledger on the class path takes such a location
   */
  public static Ledger open(LakeLocation lake) {
    return factory(lake).open(lake);
  }

  /**
   * Opens a lake's ledger if there is one, for those who only want to look; makes nothing.
   *
   * @throws IllegalArgumentException if no ledger on the class path takes such a location
   */
  public static Optional<Ledger> openExisting(LakeLocation lake) {
    return factory(lake).openExisting(lake);
  }

  private static LedgerFactory factory(LakeLocation lake) {
    // Not the thread's class loader, which in a host's worker thread may know nothing of Sluice.
    for (LedgerFactory factory :
        ServiceLoader.load(LedgerFactory.class, Ledgers.class.getClassLoader())) {
      if (factory.takes(lake)) {
        return factory;
      }
    }
    String root = lake.root();
    if (root.startsWith("s3a://") || root.startsWith("s3n://")) {
      throw new IllegalArgumentException(
          "A lake on S3 is named s3://"
              + root.substring("s3a://".length())
              + ", not "
              + root
              + ": that is how Hadoop calls it. Its files are the same");
    }
    throw new IllegalArgumentException(
        "No ledger can be kept for the lake "
            + lake.root()
            + ": this build of Sluice has none for such a location. Choose a folder of this"
            + " machine, or add the module for that storage");
  }
}
