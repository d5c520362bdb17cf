package io.sluice.ingest.model;

import java.util.Arrays;

/**
 * One state of the model: sources, runs, files, leases, the catalog, and what each runner is about
 * to do. A run writes two files, one a partition, of one source file. All numbers, in one array, so
 * that states can be compared and kept by the million.
 */
@SuppressWarnings("EnumOrdinal") // The numbers lie in one array by it.
final class World {
  static final int SOURCES = 2;
  static final int RUNNERS = 2;
  static final int FILES = 2;

  /** A holder of a lease that does not live any more. */
  static final int DEAD = 9;

  /** States of runs. */
  static final int NONE = 0;

  static final int CLAIMED = 1;
  static final int RECORDED = 2;
  static final int COMMITTED = 3;
  static final int ABORTED = 4;

  /** States of files, of which 0 is: never begun. */
  static final int PENDING = 1;

  static final int VISIBLE = 2;
  static final int GONE = 3;

  /** A run's numbers. */
  enum Of {
    STATE,
    SOURCE,
    /** Of the source; 0 if the run claimed nothing. */
    VERSION,
    LEASE,
    /** A runner, from 1; {@link World#DEAD}; 0 if nobody. */
    HOLDER,
    FILE_0,
    FILE_1,
    /** The version whose rows are in the file. */
    ROWS_0,
    ROWS_1,
    /** Runs whose files it replaces, as bits. */
    REMOVES,
    /** Runs whose files go once it is committed, as bits. */
    OLD,
    /** Runs whose rows are in its files, too, as bits. */
    CARRIES,
    /** The run whose files have its rows since it was carried, from 1; 0: its own. */
    HOME,
    /** In which its files lie: 0 or a run, from 1. */
    FOLDER,
    CLEANED
  }

  /** A runner's numbers, lost with its process. */
  enum Local {
    STEP,
    /** The run that it works on, from 1. */
    RUN,
    LEASE,
    TABLE_LEASE,
    LISTED,
    /** As its run will have them once it is recorded. */
    REMOVES,
    OLD,
    CARRIES,
    /** Runs that its recovery passed over, as bits. */
    PASSED
  }

  private static final int RUN_NUMBERS = Of.values().length;
  private static final int LOCAL_NUMBERS = Local.values().length;

  private final int[] numbers;
  private final int runs;

  private World(int[] numbers, int runs) {
    this.numbers = numbers;
    this.runs = runs;
  }

  /**
   * @param runs at most
   * @param crashes that may happen
   * @param pauses how often a living holder may be taken for dead
   * @param changes how often each source may be corrected
   */
  static World first(int runs, int crashes, int pauses, int changes) {
    World world = new World(new int[runs * RUN_NUMBERS + RUNNERS * LOCAL_NUMBERS + 20], runs);
    for (int source = 0; source < SOURCES; source++) {
      world.version(source, 1);
    }
    world.numbers[world.free(0)] = crashes;
    world.numbers[world.free(1)] = pauses;
    world.numbers[world.free(2)] = changes;
    return world;
  }

  World copy() {
    return new World(numbers.clone(), runs);
  }

  private int free(int number) {
    return runs * RUN_NUMBERS + RUNNERS * LOCAL_NUMBERS + number;
  }

  int runs() {
    return runs;
  }

  int get(int run, Of of) {
    return numbers[run * RUN_NUMBERS + of.ordinal()];
  }

  World set(int run, Of of, int value) {
    numbers[run * RUN_NUMBERS + of.ordinal()] = value;
    return this;
  }

  int file(int run, int file) {
    return get(run, file == 0 ? Of.FILE_0 : Of.FILE_1);
  }

  void file(int run, int file, int state) {
    set(run, file == 0 ? Of.FILE_0 : Of.FILE_1, state);
  }

  int rows(int run, int file) {
    return get(run, file == 0 ? Of.ROWS_0 : Of.ROWS_1);
  }

  void rows(int run, int file, int version) {
    set(run, file == 0 ? Of.ROWS_0 : Of.ROWS_1, version);
  }

  int get(int runner, Local local) {
    return numbers[runs * RUN_NUMBERS + runner * LOCAL_NUMBERS + local.ordinal()];
  }

  World set(int runner, Local local, int value) {
    numbers[runs * RUN_NUMBERS + runner * LOCAL_NUMBERS + local.ordinal()] = value;
    return this;
  }

  World to(int runner, Step step) {
    return set(runner, Local.STEP, step.ordinal());
  }

  int crashes() {
    return numbers[free(0)];
  }

  int pauses() {
    return numbers[free(1)];
  }

  int changes() {
    return numbers[free(2)];
  }

  void crashed() {
    numbers[free(0)]--;
  }

  void paused() {
    numbers[free(1)]--;
  }

  void changed() {
    numbers[free(2)]--;
  }

  int begun() {
    return numbers[free(3)];
  }

  void begun(int count) {
    numbers[free(3)] = count;
  }

  int tableLease() {
    return numbers[free(4)];
  }

  int tableHolder() {
    return numbers[free(5)];
  }

  void table(int lease, int holder) {
    numbers[free(4)] = lease;
    numbers[free(5)] = holder;
  }

  /** The runs whose rows the catalog counts in a partition, as bits. */
  int catalog(int file) {
    return numbers[free(6 + file)];
  }

  void catalog(int file, int mask) {
    numbers[free(6 + file)] = mask;
  }

  /** The version of a source that lies there. */
  int version(int source) {
    return numbers[free(8 + source)];
  }

  void version(int source, int version) {
    numbers[free(8 + source)] = version;
  }

  /** The run that took a source last, from 1. */
  int claim(int source) {
    return numbers[free(10 + source)];
  }

  void claim(int source, int run) {
    numbers[free(10 + source)] = run;
  }

  /** The folder that the catalog has of a partition: 0 or a run, from 1. */
  int place(int file) {
    return numbers[free(12 + file)];
  }

  void place(int file, int folder) {
    numbers[free(12 + file)] = folder;
  }

  /** Runs whose rows are in the table, as bits: committed, and not replaced by a committed run. */
  int live() {
    int live = 0;
    int replaced = 0;
    for (int run = 0; run < runs; run++) {
      if (get(run, Of.STATE) == COMMITTED) {
        live |= get(run, Of.VERSION) > 0 ? 1 << run : 0;
        replaced |= get(run, Of.REMOVES);
      }
    }
    return live & ~replaced;
  }

  /** The live run of a source; -1 if there is none. */
  int liveOf(int source) {
    for (int run = 0; run < runs; run++) {
      if ((live() & 1 << run) != 0 && get(run, Of.SOURCE) == source) {
        return run;
      }
    }
    return -1;
  }

  /** The run whose files have a run's rows. */
  int home(int run) {
    return get(run, Of.HOME) == 0 ? run : get(run, Of.HOME) - 1;
  }

  /** Runs whose files have live rows, as bits. */
  int homes() {
    int live = live();
    int homes = 0;
    for (int run = 0; run < runs; run++) {
      if ((live & 1 << run) != 0) {
        homes |= 1 << home(run);
      }
    }
    return homes;
  }

  /** A run is committed: rows that it carries are live in its files. */
  void carriedBy(int mover) {
    for (int run = 0; run < runs; run++) {
      if ((get(mover, Of.CARRIES) & 1 << run) != 0) {
        set(run, Of.HOME, mover + 1);
      }
    }
  }

  /** A process is gone: its leases are a dead holder's. */
  void dies(int runner) {
    for (int run = 0; run < runs; run++) {
      if (get(run, Of.HOLDER) == runner + 1) {
        set(run, Of.HOLDER, DEAD);
      }
    }
    if (tableHolder() == runner + 1) {
      table(tableLease(), DEAD);
    }
    for (Local local : Local.values()) {
      set(runner, local, 0);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof World world && Arrays.equals(numbers, world.numbers);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(numbers);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int run = 0; run < begun(); run++) {
      text.append(" run ").append(run).append(":");
      for (Of of : Of.values()) {
        text.append(' ').append(of).append('=').append(get(run, of));
      }
      text.append('\n');
    }
    text.append(" live ").append(Integer.toBinaryString(live()));
    text.append(" catalog ").append(Integer.toBinaryString(catalog(0)));
    text.append(' ').append(Integer.toBinaryString(catalog(1)));
    text.append(" at ").append(place(0)).append(' ').append(place(1));
    return text.append('\n').toString();
  }
}
