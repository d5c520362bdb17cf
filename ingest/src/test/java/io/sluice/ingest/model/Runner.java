package io.sluice.ingest.model;

import static io.sluice.ingest.model.World.COMMITTED;
import static io.sluice.ingest.model.World.PENDING;
import static io.sluice.ingest.model.World.RECORDED;

import io.sluice.ingest.model.World.Local;
import io.sluice.ingest.model.World.Of;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process does, step by step, as {@code Ingest}, {@code Recovery}, {@code Publication},
 * {@code Undoing} and {@code Cleaning} do it. Each step is what one request to a store is: all of
 * it happens, or nothing. Only the ledger's steps ask for leases; requests to storage and catalog
 * that a paused process sends after it woke are carried out.
 *
 * <p>That a run looks for dead ones again just before it publishes is not in it: what dies after
 * that must do no harm either.
 */
@SuppressWarnings("EnumOrdinal") // A state is numbers.
final class Runner {
  private final Fault fault;
  private final Readers readers;
  private final int sources;
  private final Folders folders;
  private final Claiming claiming;
  private final Publishing publishing;

  /**
   * @param sources 1: both runners ingest the same file; 2: each has one of its own
   */
  Runner(Fault fault, Readers readers, int sources) {
    this.fault = fault;
    this.readers = readers;
    this.sources = sources;
    this.folders = new Folders(readers, fault);
    this.claiming = new Claiming(fault);
    this.publishing = new Publishing(fault, folders);
  }

  /** All that may happen when the runner is next: nothing while it waits. */
  List<World> next(World world, int me) {
    List<World> all = new ArrayList<>();
    Step step = Step.values()[world.get(me, Local.STEP)];
    switch (step) {
      case RECOVER -> claiming.recover(world, me, all);
      case LEASE_TABLE ->
          claiming.leaseTable(
              world, me, readers == Readers.LIST_FOLDERS ? Step.LOOK : publishing.begin(), all);
      case BEGIN -> {
        if (world.begun() < world.runs()) {
          all.add(Claiming.begin(world.copy(), me, source(me)));
        }
      }
      case CLAIM -> claiming.claim(world, me, source(me), all);
      default -> all.add(go(world.copy(), me, step));
    }
    return all;
  }

  private World go(World w, int me, Step step) {
    int run = w.get(me, Local.RUN) - 1;
    int source = source(me);
    return switch (step) {
      case LIST -> w.set(me, Local.LISTED, w.version(source)).to(me, Step.BEGIN);
      case WRITE_0 -> {
        w.set(run, Of.FOLDER, folders.planned(w, run, w.liveOf(source) >= 0));
        yield write(w, me, run, 0, Step.WRITE_1);
      }
      case WRITE_1 -> write(w, me, run, 1, Step.CHECK);
      case CHECK ->
          w.to(
              me,
              w.version(source) == w.get(run, Of.VERSION)
                      || fault == Fault.DOES_NOT_LOOK_WHETHER_THE_SOURCE_CHANGED
                  ? Step.LEASE_TABLE
                  : Step.UNDO);
      case REWRITE -> {
        Publishing.discard(w, run);
        yield w.to(me, Step.WRITE_0);
      }
      case GIVE_TABLE_BACK -> {
        Leases.giveTableBack(w, me);
        yield w.set(me, Local.RUN, 0).to(me, Step.CLEAN);
      }
      case CLEAN -> publishing.clean(w, me);
      case DISCARD_DEAD -> {
        if (fault != Fault.RECOVERY_FORGETS_PENDING_FILES) {
          Publishing.discard(w, run);
        }
        yield w.to(me, Step.ABORT_DEAD);
      }
      case ABORT_DEAD -> {
        publishing.abort(w, me, run);
        // Of a recorded run that was given up.
        Leases.giveTableBack(w, me);
        yield w.set(me, Local.RUN, 0).to(me, Step.RECOVER);
      }
      case UNDO -> {
        // What is recorded is left to whoever recovers it.
        boolean recorded = w.get(run, Of.STATE) == RECORDED || w.get(run, Of.STATE) == COMMITTED;
        if (!recorded) {
          Publishing.discard(w, run);
        }
        yield w.to(me, recorded ? Step.END : Step.ABORT);
      }
      case ABORT -> {
        publishing.abort(w, me, run);
        yield w.to(me, Step.END);
      }
      case END -> end(w, me);
      default -> publishing.go(w, me, run, step);
    };
  }

  private int source(int me) {
    return sources == 1 ? 0 : me;
  }

  private static World write(World w, int me, int run, int file, Step next) {
    w.file(run, file, PENDING);
    w.rows(run, file, w.version(w.get(run, Of.SOURCE)));
    return w.to(me, next);
  }

  /** Gives back what it holds; the next process of this runner begins again. */
  private static World end(World w, int me) {
    for (int run = 0; run < w.begun(); run++) {
      if (w.get(run, Of.HOLDER) == me + 1) {
        w.set(run, Of.HOLDER, 0);
      }
    }
    Leases.giveTableBack(w, me);
    for (Local local : Local.values()) {
      w.set(me, local, 0);
    }
    return w;
  }
}
