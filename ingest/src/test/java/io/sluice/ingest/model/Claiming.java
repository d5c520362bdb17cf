package io.sluice.ingest.model;

import static io.sluice.ingest.model.World.ABORTED;
import static io.sluice.ingest.model.World.CLAIMED;
import static io.sluice.ingest.model.World.COMMITTED;
import static io.sluice.ingest.model.World.RECORDED;

import io.sluice.ingest.model.World.Local;
import io.sluice.ingest.model.World.Of;
import java.util.List;

/**
 * The steps by which a process comes to own something: an orphan, a run, a file, the table. More
 * than one thing may happen at each, or nothing while it waits.
 */
final class Claiming {
  private final Fault fault;
  private final Leases leases;

  Claiming(Fault fault) {
    this.fault = fault;
    this.leases = new Leases(fault);
  }

  /** Takes the first orphan, or goes on. */
  void recover(World world, int me, List<World> all) {
    for (int run = 0; run < world.begun(); run++) {
      int state = world.get(run, Of.STATE);
      boolean open = state == CLAIMED || state == RECORDED;
      if (!open || (world.get(me, Local.PASSED) & 1 << run) != 0) {
        continue;
      }
      for (World w : Leases.taking(world, world.get(run, Of.HOLDER), me)) {
        w.set(run, Of.LEASE, w.get(run, Of.LEASE) + 1).set(run, Of.HOLDER, me + 1);
        w.set(me, Local.RUN, run + 1).set(me, Local.LEASE, w.get(run, Of.LEASE));
        boolean through = state == RECORDED && fault != Fault.RECOVERY_UNDOES_RECORDED_RUNS;
        w.set(me, Local.PASSED, w.get(me, Local.PASSED) | 1 << run);
        all.add(w.to(me, through ? Step.LEASE_TABLE : Step.DISCARD_DEAD));
      }
      if (Leases.isFree(world.get(run, Of.HOLDER))) {
        return;
      }
    }
    all.add(world.copy().set(me, Local.PASSED, 0).to(me, Step.LIST));
  }

  /**
   * @param ofRecovered what comes next where a recorded run is recovered
   */
  void leaseTable(World world, int me, Step ofRecovered, List<World> all) {
    int run = world.get(me, Local.RUN) - 1;
    int state = world.get(run, Of.STATE);
    // Or was one, and others have finished it since.
    boolean recovering = state == RECORDED || state == COMMITTED;
    Step next = recovering ? ofRecovered : Step.BUILD;
    if (fault == Fault.DOES_NOT_LEASE_THE_TABLE) {
      all.add(world.copy().to(me, next));
      return;
    }
    if (recovering && !Leases.isFree(world.tableHolder())) {
      // Recovery does not wait for a table: the next one carries the run through.
      World w = world.copy();
      if (leases.holds(w, me, run)) {
        w.set(run, Of.HOLDER, 0);
      }
      all.add(w.set(me, Local.RUN, 0).to(me, Step.RECOVER));
    }
    for (World w : Leases.taking(world, world.tableHolder(), me)) {
      w.table(w.tableLease() + 1, me + 1);
      w.set(me, Local.TABLE_LEASE, w.tableLease());
      all.add(w.to(me, next));
    }
  }

  static World begin(World w, int me, int source) {
    int run = w.begun();
    w.begun(run + 1);
    w.set(run, Of.STATE, CLAIMED).set(run, Of.SOURCE, source);
    w.set(run, Of.LEASE, 1).set(run, Of.HOLDER, me + 1);
    return w.set(me, Local.RUN, run + 1).set(me, Local.LEASE, 1).to(me, Step.CLAIM);
  }

  void claim(World world, int me, int source, List<World> all) {
    int run = world.get(me, Local.RUN) - 1;
    int listed = world.get(me, Local.LISTED);
    int done = world.liveOf(source);
    if (!leases.holds(world, me, run)) {
      all.add(world.copy().to(me, Step.UNDO));
      return;
    }
    if (done >= 0 && world.get(done, Of.VERSION) == listed) {
      all.add(world.copy().to(me, Step.UNDO));
      return;
    }
    int holder = world.claim(source) - 1;
    int state = holder < 0 ? ABORTED : world.get(holder, Of.STATE);
    if (holder < 0 || state == COMMITTED || state == ABORTED) {
      all.add(claimed(world.copy(), me, run, source, listed));
      return;
    }
    if (state == CLAIMED || fault == Fault.TAKES_FILES_OF_RECORDED_RUNS) {
      for (World w : Leases.taking(world, world.get(holder, Of.HOLDER), me)) {
        if (fault != Fault.TAKES_FILES_WITHOUT_FENCING) {
          w.set(holder, Of.LEASE, w.get(holder, Of.LEASE) + 1).set(holder, Of.HOLDER, 0);
        }
        all.add(claimed(w, me, run, source, listed));
      }
    }
    int held = world.get(holder, Of.HOLDER);
    if (state == RECORDED || !Leases.isFree(held)) {
      // It is held: nothing to do.
      all.add(world.copy().to(me, Step.UNDO));
    }
  }

  private static World claimed(World w, int me, int run, int source, int version) {
    w.claim(source, run + 1);
    return w.set(run, Of.VERSION, version).to(me, Step.WRITE_0);
  }
}
