package io.sluice.ledger;

import io.sluice.spec.lake.LakeLocation;
import java.util.Optional;

/**
 * Opens the ledgers of one kind of lake. {@link Ledgers} finds implementations by {@link
 * java.util.ServiceLoader}: a module that brings one names it in {@code
 * META-INF/services/io.sluice.ledger.LedgerFactory}.
 */
public interface LedgerFactory {

  /** Whether this factory is for lakes at such a location; looks at nothing but the location. */
  boolean takes(LakeLocation lake);

  /** Opens the ledger of a lake that this factory takes, making what is missing. */
  Ledger open(LakeLocation lake);

  /** Opens the ledger of a lake that this factory takes, if there is one; makes nothing. */
  Optional<Ledger> openExisting(LakeLocation lake);
}
