package io.sluice.ledger.local;

import io.sluice.ledger.Ledger;
import io.sluice.ledger.LedgerFactory;
import io.sluice.spec.lake.LakeLocation;
import java.util.Optional;

/** Opens the ledgers of lakes on this machine. */
public final class SqliteLedgerFactory implements LedgerFactory {
  /** For {@link java.util.ServiceLoader}. */
  public SqliteLedgerFactory() {}

  @Override
  public boolean takes(LakeLocation lake) {
    return lake.isLocal();
  }

  @Override
  public Ledger open(LakeLocation lake) {
    return SqliteLedger.open(lake);
  }

  @Override
  public Optional<Ledger> openExisting(LakeLocation lake) {
    return SqliteLedger.openExisting(lake).map(ledger -> ledger);
  }
}
