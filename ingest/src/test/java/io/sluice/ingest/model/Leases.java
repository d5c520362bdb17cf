package io.sluice.ingest.model;

import static io.sluice.ingest.model.World.DEAD;

import io.sluice.ingest.model.World.Local;
import io.sluice.ingest.model.World.Of;
import java.util.List;

/** Who holds what, as the ledger asks before each of its steps. */
final class Leases {
  private final Fault fault;

  Leases(Fault fault) {
    this.fault = fault;
  }

  /** Worlds in which somebody's lease may be taken: none, or one with a pause less. */
  static List<World> taking(World world, int holder, int me) {
    if (isFree(holder)) {
      return List.of(world.copy());
    }
    if (holder == me + 1 || world.pauses() == 0) {
      return List.of();
    }
    World w = world.copy();
    w.paused();
    return List.of(w);
  }

  static boolean isFree(int holder) {
    return holder == 0 || holder == DEAD;
  }

  boolean holds(World w, int me, int run) {
    return fault == Fault.IS_NOT_FENCED
        || (w.get(run, Of.LEASE) == w.get(me, Local.LEASE) && w.get(run, Of.HOLDER) == me + 1);
  }

  boolean holdsTable(World w, int me) {
    return fault == Fault.IS_NOT_FENCED
        || fault == Fault.DOES_NOT_LEASE_THE_TABLE
        || (w.tableLease() == w.get(me, Local.TABLE_LEASE) && w.tableHolder() == me + 1);
  }

  static void giveTableBack(World w, int me) {
    if (w.tableHolder() == me + 1 && w.tableLease() == w.get(me, Local.TABLE_LEASE)) {
      w.table(w.tableLease(), 0);
    }
  }
}
