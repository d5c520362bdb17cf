package io.sluice.ingest.model;

import static io.sluice.ingest.model.World.ABORTED;
import static io.sluice.ingest.model.World.CLAIMED;
import static io.sluice.ingest.model.World.COMMITTED;
import static io.sluice.ingest.model.World.FILES;
import static io.sluice.ingest.model.World.GONE;
import static io.sluice.ingest.model.World.PENDING;
import static io.sluice.ingest.model.World.RECORDED;
import static io.sluice.ingest.model.World.VISIBLE;

import io.sluice.ingest.model.World.Local;
import io.sluice.ingest.model.World.Of;

/** The steps from written files to a committed run, or back, as {@code Publication} does them. */
final class Publishing {
  private final Fault fault;
  private final Leases leases;
  private final Folders folders;

  Publishing(Fault fault, Folders folders) {
    this.fault = fault;
    this.leases = new Leases(fault);
    this.folders = folders;
  }

  /** What comes first once a run is recorded. */
  Step begin() {
    return switch (fault) {
      case DISCARDS_BEFORE_IT_PUBLISHES -> Step.DISCARD;
      case COMMITS_BEFORE_IT_PUBLISHES -> Step.COMMIT;
      case SWITCHES_BEFORE_IT_PUBLISHES -> Step.CATALOG_0;
      default -> Step.PUBLISH_0;
    };
  }

  private Step afterPublish() {
    return switch (fault) {
      case PUBLISHES_BEFORE_IT_RECORDS -> Step.RECORD;
      case COMMITS_BEFORE_THE_CATALOG -> Step.COMMIT;
      case SWITCHES_BEFORE_IT_PUBLISHES -> Step.DISCARD;
      default -> Step.CATALOG_0;
    };
  }

  private Step afterCatalog() {
    return switch (fault) {
      case COMMITS_BEFORE_THE_CATALOG -> Step.GIVE_TABLE_BACK;
      case SWITCHES_BEFORE_IT_PUBLISHES -> Step.PUBLISH_0;
      default -> Step.DISCARD;
    };
  }

  World go(World w, int me, int run, Step step) {
    return switch (step) {
      case BUILD -> build(w, me, run);
      case RECORD -> record(w, me, run);
      case LOOK -> w.to(me, folders.overtaken(w, run) ? Step.BACK_0 : begin());
      case PUBLISH_0 -> publish(w, me, run, 0, Step.PUBLISH_1);
      case PUBLISH_1 -> publish(w, me, run, 1, afterPublish());
      case CATALOG_0 -> catalog(w, me, run, 0, Step.CATALOG_1);
      case CATALOG_1 -> catalog(w, me, run, 1, afterCatalog());
      case DISCARD -> {
        discard(w, run);
        yield w.to(me, fault == Fault.DISCARDS_BEFORE_IT_PUBLISHES ? Step.PUBLISH_0 : Step.COMMIT);
      }
      case COMMIT -> commit(w, me, run);
      case BACK_0 -> back(w, me, 0, Step.BACK_1);
      case BACK_1 -> back(w, me, 1, Step.TAKE_BACK);
      case TAKE_BACK -> {
        for (int file = 0; file < FILES; file++) {
          if (w.file(run, file) == VISIBLE) {
            w.file(run, file, GONE);
          }
        }
        yield w.to(me, Step.DISCARD_DEAD);
      }
      default -> throw new AssertionError(step);
    };
  }

  private World build(World w, int me, int run) {
    int old = w.liveOf(w.get(run, Of.SOURCE));
    int removes = old < 0 || fault == Fault.REMOVES_NOTHING ? 0 : 1 << old;
    if (!folders.fits(w, run, removes != 0)) {
      Leases.giveTableBack(w, me);
      return w.to(me, Step.REWRITE);
    }
    w.set(me, Local.REMOVES, removes);
    w.set(me, Local.OLD, folders.replaced(w, removes));
    w.set(me, Local.CARRIES, folders.carried(w, removes));
    return w.to(me, fault == Fault.PUBLISHES_BEFORE_IT_RECORDS ? Step.PUBLISH_0 : Step.RECORD);
  }

  private World record(World w, int me, int run) {
    int removes = w.get(me, Local.REMOVES);
    int old = w.get(me, Local.OLD);
    boolean fits =
        (removes & ~w.live()) == 0 && (old & ~w.homes()) == 0 && !removedByOther(w, run, old);
    if (w.get(run, Of.STATE) != CLAIMED
        || !leases.holds(w, me, run)
        || !leases.holdsTable(w, me)
        || !fits) {
      return w.to(me, Step.UNDO);
    }
    w.set(run, Of.STATE, RECORDED).set(run, Of.REMOVES, removes);
    w.set(run, Of.OLD, old).set(run, Of.CARRIES, w.get(me, Local.CARRIES));
    return w.to(
        me,
        switch (fault) {
          case PUBLISHES_BEFORE_IT_RECORDS -> Step.CATALOG_0;
          case DELETES_BEFORE_IT_COMMITS -> Step.CLEAN;
          default -> begin();
        });
  }

  private static boolean removedByOther(World w, int run, int old) {
    for (int other = 0; other < w.begun(); other++) {
      if (other != run && w.get(other, Of.STATE) == RECORDED && (w.get(other, Of.OLD) & old) != 0) {
        return true;
      }
    }
    return false;
  }

  /** A file that is neither pending nor visible fails the run, which stays as it is. */
  private static World publish(World w, int me, int run, int file, Step next) {
    if (w.file(run, file) != PENDING && w.file(run, file) != VISIBLE) {
      return w.to(me, Step.END);
    }
    w.file(run, file, VISIBLE);
    return w.to(me, next);
  }

  private static World catalog(World w, int me, int run, int file, Step next) {
    w.catalog(file, (w.live() & ~w.get(run, Of.REMOVES)) | 1 << run);
    w.place(file, Folders.forward(w, run));
    return w.to(me, next);
  }

  private static World back(World w, int me, int file, Step next) {
    w.catalog(file, w.live());
    w.place(file, Folders.back(w));
    return w.to(me, next);
  }

  static void discard(World w, int run) {
    for (int file = 0; file < FILES; file++) {
      if (w.file(run, file) == PENDING) {
        w.file(run, file, GONE);
      }
    }
  }

  private World commit(World w, int me, int run) {
    if (w.get(run, Of.STATE) != RECORDED
        || !leases.holds(w, me, run)
        || !leases.holdsTable(w, me)) {
      return w.to(me, Step.END);
    }
    w.set(run, Of.STATE, COMMITTED).set(run, Of.HOLDER, 0);
    w.carriedBy(run);
    return w.to(
        me,
        switch (fault) {
          case COMMITS_BEFORE_IT_PUBLISHES -> Step.PUBLISH_0;
          case COMMITS_BEFORE_THE_CATALOG -> Step.CATALOG_0;
          default -> Step.GIVE_TABLE_BACK;
        });
  }

  void abort(World w, int me, int run) {
    int state = w.get(run, Of.STATE);
    if ((state == CLAIMED || state == RECORDED) && leases.holds(w, me, run)) {
      w.set(run, Of.STATE, ABORTED).set(run, Of.HOLDER, 0).set(run, Of.REMOVES, 0);
      w.set(run, Of.OLD, 0).set(run, Of.CARRIES, 0);
    }
  }

  /** Deletes what one committed run replaced; then the process ends. */
  World clean(World w, int me) {
    for (int run = 0; run < w.begun(); run++) {
      boolean due =
          w.get(run, Of.STATE) == COMMITTED
              || (fault == Fault.DELETES_BEFORE_IT_COMMITS && w.get(run, Of.STATE) == RECORDED);
      if (due && w.get(run, Of.OLD) != 0 && w.get(run, Of.CLEANED) == 0) {
        for (int old = 0; old < w.begun(); old++) {
          if ((w.get(run, Of.OLD) & 1 << old) != 0) {
            w.file(old, 0, GONE);
            w.file(old, 1, GONE);
          }
        }
        return w.set(run, Of.CLEANED, 1);
      }
    }
    return w.to(
        me,
        fault == Fault.DELETES_BEFORE_IT_COMMITS && w.get(me, Local.RUN) > 0 ? begin() : Step.END);
  }
}
