package io.sluice.ingest.model;

import static io.sluice.ingest.model.World.ABORTED;
import static io.sluice.ingest.model.World.CLAIMED;
import static io.sluice.ingest.model.World.COMMITTED;
import static io.sluice.ingest.model.World.DEAD;
import static io.sluice.ingest.model.World.FILES;
import static io.sluice.ingest.model.World.GONE;
import static io.sluice.ingest.model.World.PENDING;
import static io.sluice.ingest.model.World.RECORDED;
import static io.sluice.ingest.model.World.VISIBLE;

import io.sluice.ingest.model.World.Local;
import io.sluice.ingest.model.World.Of;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process does, step by step, as {@code Ingest}, {@code Recovery}, {@code Publication},
 * {@code Undoing} and {@code Cleaning} do it. Each step is what one request to a store is: all of
 * it happens, or nothing. Only the ledger's steps ask for leases; requests to storage and catalog
 * that a paused process sends after it woke are carried out.
 */
@SuppressWarnings("EnumOrdinal") // A state is numbers.
final class Runner {
  private final Fault fault;
  private final int sources;

  /**
   * @param sources 1: both runners ingest the same file; 2: each has one of its own
   */
  Runner(Fault fault, int sources) {
    this.fault = fault;
    this.sources = sources;
  }

  /** What comes next. */
  enum Step {
    RECOVER,
    LIST,
    BEGIN,
    CLAIM,
    WRITE_0,
    WRITE_1,
    CHECK,
    LEASE_TABLE,
    BUILD,
    RECORD,
    PUBLISH_0,
    PUBLISH_1,
    CATALOG_0,
    CATALOG_1,
    DISCARD,
    COMMIT,
    GIVE_TABLE_BACK,
    CLEAN,
    /** Recovery of a run that recorded nothing. */
    DISCARD_DEAD,
    ABORT_DEAD,
    /** A run that failed undoes itself. */
    UNDO,
    ABORT,
    /** The process ends by itself and gives its leases back. */
    END
  }

  /** All that may happen when the runner is next: nothing while it waits. */
  List<World> next(World world, int me) {
    List<World> all = new ArrayList<>();
    Step step = Step.values()[world.get(me, Local.STEP)];
    switch (step) {
      case RECOVER -> recover(world, me, all);
      case LEASE_TABLE -> leaseTable(world, me, all);
      case BEGIN -> {
        if (world.begun() < world.runs()) {
          all.add(begin(world.copy(), me));
        }
      }
      case CLAIM -> claim(world, me, all);
      default -> all.add(go(world.copy(), me, step));
    }
    return all;
  }

  private World go(World w, int me, Step step) {
    int run = w.get(me, Local.RUN) - 1;
    int source = source(me);
    return switch (step) {
      case LIST -> to(w.set(me, Local.LISTED, w.version(source)), me, Step.BEGIN);
      case WRITE_0 -> write(w, me, run, 0, Step.WRITE_1);
      case WRITE_1 -> write(w, me, run, 1, Step.CHECK);
      case CHECK ->
          to(
              w,
              me,
              w.version(source) == w.get(run, Of.VERSION)
                      || fault == Fault.DOES_NOT_LOOK_WHETHER_THE_SOURCE_CHANGED
                  ? Step.LEASE_TABLE
                  : Step.UNDO);
      case BUILD -> build(w, me, source);
      case RECORD -> record(w, me, run);
      case PUBLISH_0 -> publish(w, me, run, 0, Step.PUBLISH_1);
      case PUBLISH_1 -> publish(w, me, run, 1, afterPublish());
      case CATALOG_0 -> catalog(w, me, run, 0, Step.CATALOG_1);
      case CATALOG_1 ->
          catalog(
              w,
              me,
              run,
              1,
              fault == Fault.COMMITS_BEFORE_THE_CATALOG ? Step.GIVE_TABLE_BACK : Step.DISCARD);
      case DISCARD -> {
        discard(w, run);
        yield to(w, me, fault == Fault.DISCARDS_BEFORE_IT_PUBLISHES ? Step.PUBLISH_0 : Step.COMMIT);
      }
      case COMMIT -> commit(w, me, run);
      case GIVE_TABLE_BACK -> {
        giveTableBack(w, me);
        yield to(w.set(me, Local.RUN, 0), me, Step.CLEAN);
      }
      case CLEAN -> clean(w, me);
      case DISCARD_DEAD -> {
        if (fault != Fault.RECOVERY_FORGETS_PENDING_FILES) {
          discard(w, run);
        }
        yield to(w, me, Step.ABORT_DEAD);
      }
      case ABORT_DEAD -> {
        abort(w, me, run);
        yield to(w.set(me, Local.RUN, 0), me, Step.RECOVER);
      }
      case UNDO -> {
        // What is recorded is left to whoever recovers it.
        boolean recorded = w.get(run, Of.STATE) == RECORDED || w.get(run, Of.STATE) == COMMITTED;
        if (!recorded) {
          discard(w, run);
        }
        yield to(w, me, recorded ? Step.END : Step.ABORT);
      }
      case ABORT -> {
        abort(w, me, run);
        yield to(w, me, Step.END);
      }
      case END -> end(w, me);
      default -> throw new AssertionError(step);
    };
  }

  private int source(int me) {
    return sources == 1 ? 0 : me;
  }

  private static World to(World w, int me, Step step) {
    return w.set(me, Local.STEP, step.ordinal());
  }

  /** Takes the first orphan, or goes on. */
  private void recover(World world, int me, List<World> all) {
    for (int run = 0; run < world.begun(); run++) {
      int state = world.get(run, Of.STATE);
      boolean open = state == CLAIMED || state == RECORDED;
      if (!open || (world.get(me, Local.PASSED) & 1 << run) != 0) {
        continue;
      }
      for (World w : taking(world, world.get(run, Of.HOLDER), me)) {
        w.set(run, Of.LEASE, w.get(run, Of.LEASE) + 1).set(run, Of.HOLDER, me + 1);
        w.set(me, Local.RUN, run + 1).set(me, Local.LEASE, w.get(run, Of.LEASE));
        boolean through = state == RECORDED && fault != Fault.RECOVERY_UNDOES_RECORDED_RUNS;
        w.set(me, Local.PASSED, w.get(me, Local.PASSED) | 1 << run);
        all.add(to(w, me, through ? Step.LEASE_TABLE : Step.DISCARD_DEAD));
      }
      if (world.get(run, Of.HOLDER) == 0 || world.get(run, Of.HOLDER) == DEAD) {
        return;
      }
    }
    all.add(to(world.copy().set(me, Local.PASSED, 0), me, Step.LIST));
  }

  /** Worlds in which somebody's lease may be taken: none, or one with a pause less. */
  private static List<World> taking(World world, int holder, int me) {
    if (holder == 0 || holder == DEAD) {
      return List.of(world.copy());
    }
    if (holder == me + 1 || world.pauses() == 0) {
      return List.of();
    }
    World w = world.copy();
    w.paused();
    return List.of(w);
  }

  private void leaseTable(World world, int me, List<World> all) {
    int run = world.get(me, Local.RUN) - 1;
    boolean recovering = world.get(run, Of.STATE) == RECORDED;
    if (fault == Fault.DOES_NOT_LEASE_THE_TABLE) {
      all.add(to(world.copy(), me, recovering ? beginOfPublishing() : Step.BUILD));
      return;
    }
    if (recovering && world.tableHolder() != 0 && world.tableHolder() != DEAD) {
      // Recovery does not wait for a table: the next one carries the run through.
      World w = world.copy();
      if (holds(w, me, run)) {
        w.set(run, Of.HOLDER, 0);
      }
      all.add(to(w.set(me, Local.RUN, 0), me, Step.RECOVER));
    }
    for (World w : taking(world, world.tableHolder(), me)) {
      w.table(w.tableLease() + 1, me + 1);
      w.set(me, Local.TABLE_LEASE, w.tableLease());
      all.add(to(w, me, recovering ? beginOfPublishing() : Step.BUILD));
    }
  }

  private Step beginOfPublishing() {
    return switch (fault) {
      case DISCARDS_BEFORE_IT_PUBLISHES -> Step.DISCARD;
      case COMMITS_BEFORE_IT_PUBLISHES -> Step.COMMIT;
      default -> Step.PUBLISH_0;
    };
  }

  private Step afterPublish() {
    return switch (fault) {
      case PUBLISHES_BEFORE_IT_RECORDS -> Step.RECORD;
      case COMMITS_BEFORE_THE_CATALOG -> Step.COMMIT;
      default -> Step.CATALOG_0;
    };
  }

  private World begin(World w, int me) {
    int run = w.begun();
    w.begun(run + 1);
    w.set(run, Of.STATE, CLAIMED).set(run, Of.SOURCE, source(me));
    w.set(run, Of.LEASE, 1).set(run, Of.HOLDER, me + 1);
    return to(w.set(me, Local.RUN, run + 1).set(me, Local.LEASE, 1), me, Step.CLAIM);
  }

  private void claim(World world, int me, List<World> all) {
    int run = world.get(me, Local.RUN) - 1;
    int source = source(me);
    int listed = world.get(me, Local.LISTED);
    int done = world.liveOf(source);
    if (!holds(world, me, run)) {
      all.add(to(world.copy(), me, Step.UNDO));
      return;
    }
    if (done >= 0 && world.get(done, Of.VERSION) == listed) {
      all.add(to(world.copy(), me, Step.UNDO));
      return;
    }
    int holder = world.claim(source) - 1;
    int state = holder < 0 ? ABORTED : world.get(holder, Of.STATE);
    if (holder < 0 || state == COMMITTED || state == ABORTED) {
      all.add(claimed(world.copy(), me, run, source, listed));
      return;
    }
    if (state == CLAIMED || fault == Fault.TAKES_FILES_OF_RECORDED_RUNS) {
      for (World w : taking(world, world.get(holder, Of.HOLDER), me)) {
        if (fault != Fault.TAKES_FILES_WITHOUT_FENCING) {
          w.set(holder, Of.LEASE, w.get(holder, Of.LEASE) + 1).set(holder, Of.HOLDER, 0);
        }
        all.add(claimed(w, me, run, source, listed));
      }
    }
    int held = world.get(holder, Of.HOLDER);
    if (state == RECORDED || (held != 0 && held != DEAD)) {
      // It is held: nothing to do.
      all.add(to(world.copy(), me, Step.UNDO));
    }
  }

  private static World claimed(World w, int me, int run, int source, int version) {
    w.claim(source, run + 1);
    return to(w.set(run, Of.VERSION, version), me, Step.WRITE_0);
  }

  private static World write(World w, int me, int run, int file, Step next) {
    w.file(run, file, PENDING);
    w.rows(run, file, w.version(w.get(run, Of.SOURCE)));
    return to(w, me, next);
  }

  private World build(World w, int me, int source) {
    int old = w.liveOf(source);
    w.set(me, Local.REMOVES, old < 0 || fault == Fault.REMOVES_NOTHING ? 0 : 1 << old);
    return to(
        w,
        me,
        switch (fault) {
          case PUBLISHES_BEFORE_IT_RECORDS -> Step.PUBLISH_0;
          default -> Step.RECORD;
        });
  }

  private World record(World w, int me, int run) {
    int removes = w.get(me, Local.REMOVES);
    boolean fits = (removes & ~w.live()) == 0 && !removedByOther(w, run, removes);
    if (w.get(run, Of.STATE) != CLAIMED || !holds(w, me, run) || !holdsTable(w, me) || !fits) {
      return to(w, me, Step.UNDO);
    }
    w.set(run, Of.STATE, RECORDED).set(run, Of.REMOVES, removes);
    return to(
        w,
        me,
        fault == Fault.PUBLISHES_BEFORE_IT_RECORDS
            ? Step.CATALOG_0
            : fault == Fault.DELETES_BEFORE_IT_COMMITS ? Step.CLEAN : beginOfPublishing());
  }

  private static boolean removedByOther(World w, int run, int removes) {
    for (int other = 0; other < w.begun(); other++) {
      if (other != run
          && w.get(other, Of.STATE) == RECORDED
          && (w.get(other, Of.REMOVES) & removes) != 0) {
        return true;
      }
    }
    return false;
  }

  private boolean holds(World w, int me, int run) {
    return fault == Fault.IS_NOT_FENCED
        || (w.get(run, Of.LEASE) == w.get(me, Local.LEASE) && w.get(run, Of.HOLDER) == me + 1);
  }

  private boolean holdsTable(World w, int me) {
    return fault == Fault.IS_NOT_FENCED
        || fault == Fault.DOES_NOT_LEASE_THE_TABLE
        || (w.tableLease() == w.get(me, Local.TABLE_LEASE) && w.tableHolder() == me + 1);
  }

  /** A file that is neither pending nor visible fails the run, which stays as it is. */
  private static World publish(World w, int me, int run, int file, Step next) {
    if (w.file(run, file) != PENDING && w.file(run, file) != VISIBLE) {
      return to(w, me, Step.END);
    }
    w.file(run, file, VISIBLE);
    return to(w, me, next);
  }

  private static World catalog(World w, int me, int run, int file, Step next) {
    w.catalog(file, (w.live() & ~w.get(run, Of.REMOVES)) | 1 << run);
    return to(w, me, next);
  }

  private static void discard(World w, int run) {
    for (int file = 0; file < FILES; file++) {
      if (w.file(run, file) == PENDING) {
        w.file(run, file, GONE);
      }
    }
  }

  private World commit(World w, int me, int run) {
    if (w.get(run, Of.STATE) != RECORDED || !holds(w, me, run) || !holdsTable(w, me)) {
      return to(w, me, Step.END);
    }
    w.set(run, Of.STATE, COMMITTED).set(run, Of.HOLDER, 0);
    return to(
        w,
        me,
        switch (fault) {
          case COMMITS_BEFORE_IT_PUBLISHES -> Step.PUBLISH_0;
          case COMMITS_BEFORE_THE_CATALOG -> Step.CATALOG_0;
          default -> Step.GIVE_TABLE_BACK;
        });
  }

  private static void giveTableBack(World w, int me) {
    if (w.tableHolder() == me + 1 && w.tableLease() == w.get(me, Local.TABLE_LEASE)) {
      w.table(w.tableLease(), 0);
    }
  }

  /** Deletes what one committed run replaced; then the process ends. */
  private World clean(World w, int me) {
    for (int run = 0; run < w.begun(); run++) {
      boolean due =
          w.get(run, Of.STATE) == COMMITTED
              || (fault == Fault.DELETES_BEFORE_IT_COMMITS && w.get(run, Of.STATE) == RECORDED);
      if (due && w.get(run, Of.REMOVES) != 0 && w.get(run, Of.CLEANED) == 0) {
        for (int old = 0; old < w.begun(); old++) {
          if ((w.get(run, Of.REMOVES) & 1 << old) != 0) {
            w.file(old, 0, GONE);
            w.file(old, 1, GONE);
          }
        }
        return w.set(run, Of.CLEANED, 1);
      }
    }
    return to(
        w,
        me,
        fault == Fault.DELETES_BEFORE_IT_COMMITS && w.get(me, Local.RUN) > 0
            ? beginOfPublishing()
            : Step.END);
  }

  private void abort(World w, int me, int run) {
    int state = w.get(run, Of.STATE);
    if ((state == CLAIMED || state == RECORDED) && holds(w, me, run)) {
      w.set(run, Of.STATE, ABORTED).set(run, Of.HOLDER, 0).set(run, Of.REMOVES, 0);
    }
  }

  /** Gives back what it holds; the next process of this runner begins again. */
  private static World end(World w, int me) {
    for (int run = 0; run < w.begun(); run++) {
      if (w.get(run, Of.HOLDER) == me + 1) {
        w.set(run, Of.HOLDER, 0);
      }
    }
    giveTableBack(w, me);
    for (Local local : Local.values()) {
      w.set(me, local, 0);
    }
    return w;
  }
}
