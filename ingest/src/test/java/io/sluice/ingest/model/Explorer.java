package io.sluice.ingest.model;

import static io.sluice.ingest.model.World.CLAIMED;
import static io.sluice.ingest.model.World.COMMITTED;
import static io.sluice.ingest.model.World.FILES;
import static io.sluice.ingest.model.World.PENDING;
import static io.sluice.ingest.model.World.RECORDED;
import static io.sluice.ingest.model.World.RUNNERS;
import static io.sluice.ingest.model.World.VISIBLE;

import io.sluice.ingest.model.World.Local;
import io.sluice.ingest.model.World.Of;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Goes through all states that two runners can come to, breadth first: each runner's next step, its
 * death, a correction of the source, in any order. Of each state it is asked whether the promises
 * hold, and whether they do after all processes died and one run came after that.
 */
@SuppressWarnings("EnumOrdinal") // A state is numbers.
final class Explorer {
  /** Far more than any process takes that is not stuck. */
  private static final int MOST_STEPS = 300;

  private final Runner runner;
  private final Readers readers;
  private final int sources;
  private final Map<Promise, World> broken = new EnumMap<>(Promise.class);
  private final Set<World> seen = new HashSet<>();

  Explorer(Fault fault, Readers readers, int sources) {
    this.runner = new Runner(fault, readers, sources);
    this.readers = readers;
    this.sources = sources;
  }

  /**
   * How much may happen.
   *
   * @param runs that the two runners begin, at most
   * @param crashes of single runners; at the end all die in any case
   * @param pauses how often a living holder is taken for dead, and goes on all the same
   * @param changes how often the first source is corrected
   */
  record Bounds(int runs, int crashes, int pauses, int changes) {}

  /**
   * @param enough promises whose breach ends the search
   */
  Explorer explore(Bounds bounds, Set<Promise> enough) {
    int runs = bounds.runs();
    World first = World.first(runs + sources, bounds.crashes(), bounds.pauses(), bounds.changes());
    Deque<World> open = new ArrayDeque<>(List.of(first));
    seen.add(first);
    while (!open.isEmpty() && Collections.disjoint(broken.keySet(), enough)) {
      World world = open.remove();
      check(world);
      checkEnd(world);
      for (World next : next(world, runs)) {
        if (seen.add(next)) {
          open.add(next);
        }
        checkNotBackwards(world, next);
      }
    }
    return this;
  }

  int states() {
    return seen.size();
  }

  /** The first state found in which a promise is broken, for each that is. */
  Map<Promise, World> broken() {
    return broken;
  }

  private List<World> next(World world, int runs) {
    List<World> all = new ArrayList<>();
    for (int me = 0; me < RUNNERS; me++) {
      if (world.get(me, Local.STEP) != Step.BEGIN.ordinal() || world.begun() < runs) {
        all.addAll(runner.next(world, me));
      }
      if (world.crashes() > 0 && world.get(me, Local.STEP) > 0) {
        World dead = world.copy();
        dead.dies(me);
        dead.crashed();
        all.add(dead);
      }
    }
    if (world.changes() > 0) {
      World corrected = world.copy();
      corrected.changed();
      corrected.version(0, corrected.version(0) + 1);
      all.add(corrected);
    }
    return all;
  }

  private void require(boolean holds, Promise promise, World world) {
    if (!holds) {
      broken.putIfAbsent(promise, world);
    }
  }

  private void check(World w) {
    int[] liveOf = new int[World.SOURCES];
    for (int run = 0; run < w.begun(); run++) {
      boolean live = (w.live() & 1 << run) != 0;
      int state = w.get(run, Of.STATE);
      if (live) {
        liveOf[w.get(run, Of.SOURCE)]++;
      }
      for (int file = 0; file < FILES; file++) {
        boolean visible = w.file(run, file) == VISIBLE;
        boolean there = w.file(w.home(run), file) == VISIBLE;
        require(
            !live || (there && w.rows(run, file) == w.get(run, Of.VERSION)),
            Promise.LIVE_FILES_ARE_THERE,
            w);
        require(!visible || state == RECORDED || state == COMMITTED, Promise.NO_ORPHAN_VISIBLE, w);
      }
    }
    for (int live : liveOf) {
      require(live <= 1, Promise.ONCE, w);
    }
    if (readers == Readers.LIST_FOLDERS) {
      for (int file = 0; file < FILES; file++) {
        checkListed(w, file);
      }
    }
  }

  /** What a reader sees that lists a partition's folder. */
  private void checkListed(World w, int file) {
    int[] seen = new int[World.SOURCES];
    for (int run = 0; run < w.begun(); run++) {
      if (w.file(run, file) == VISIBLE && w.get(run, Of.FOLDER) == w.place(file)) {
        int rows = w.get(run, Of.CARRIES) | 1 << run;
        for (int of = 0; of < w.begun(); of++) {
          seen[w.get(of, Of.SOURCE)] += (rows >> of) & 1;
        }
      }
    }
    for (int source = 0; source < sources; source++) {
      boolean live = w.liveOf(source) >= 0;
      require(
          seen[source] == 1 || (seen[source] == 0 && !live), Promise.ONE_VERSION_IN_A_PARTITION, w);
    }
  }

  private void checkNotBackwards(World before, World after) {
    for (int source = 0; source < sources; source++) {
      require(version(before, source) <= version(after, source), Promise.NEVER_BACKWARDS, after);
    }
  }

  private static int version(World world, int source) {
    int run = world.liveOf(source);
    return run < 0 ? 0 : world.get(run, Of.VERSION);
  }

  /** All processes die, and then somebody runs each dataset once. */
  private void checkEnd(World world) {
    World w = world.copy();
    for (int me = 0; me < RUNNERS; me++) {
      w.dies(me);
    }
    while (w.pauses() > 0) {
      w.paused();
    }
    for (int process = 0; process <= w.runs(); process++) {
      w = alone(w, 0, Step.BEGIN);
      w.dies(0);
    }
    for (int me = 0; me < sources; me++) {
      w = alone(w, me, Step.END);
      w.dies(me);
    }
    w.set(0, Local.STEP, Step.CLEAN.ordinal());
    w = alone(w, 0, Step.END);
    check(w);
    for (int source = 0; source < sources; source++) {
      require(version(w, source) == w.version(source), Promise.NEXT_RUN_COMPLETES, world);
    }
    for (int file = 0; file < FILES; file++) {
      require(w.catalog(file) == w.live(), Promise.CATALOG_FITS, world);
      require(w.live() == 0 || w.place(file) == Folders.live(w), Promise.CATALOG_FITS, world);
    }
    for (int run = 0; run < w.begun(); run++) {
      int state = w.get(run, Of.STATE);
      require(state != CLAIMED && state != RECORDED, Promise.NO_RUN_STAYS_OPEN, world);
      for (int file = 0; file < FILES; file++) {
        require(w.file(run, file) != PENDING, Promise.NO_UPLOAD_STAYS_OPEN, world);
        require(
            w.file(run, file) != VISIBLE || (w.homes() & 1 << run) != 0,
            Promise.NO_ORPHAN_VISIBLE,
            world);
      }
    }
  }

  /** One runner goes on alone until it is about to make a step, or is stuck before it. */
  private World alone(World world, int me, Step until) {
    World w = world;
    for (int i = 0; i < MOST_STEPS && w.get(me, Local.STEP) != until.ordinal(); i++) {
      List<World> next = runner.next(w, me);
      if (next.isEmpty()) {
        return w;
      }
      w = next.get(0);
    }
    return w;
  }
}
