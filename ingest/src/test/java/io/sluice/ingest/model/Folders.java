package io.sluice.ingest.model;

import io.sluice.ingest.model.World.Of;

/**
 * In which folder a partition lies, as {@code Places} and {@code PlaceCheck} tell by the ledger: 0
 * is the first one, and a run's own has its number, from 1. Both partitions of the model are in the
 * same, except that the catalog is told of one after the other.
 */
final class Folders {
  static final int FIRST = 0;
  static final int UNKNOWN = -1;

  private final Readers readers;
  private final Fault fault;

  Folders(Readers readers, Fault fault) {
    this.readers = readers;
    this.fault = fault;
  }

  /** Where live files lie; {@link #UNKNOWN} if there are none. */
  static int live(World w) {
    return of(w, w.homes());
  }

  private static int of(World w, int files) {
    return files == 0 ? UNKNOWN : w.get(Integer.numberOfTrailingZeros(files), Of.FOLDER);
  }

  /** Where a run is told to write. */
  int planned(World w, int run, boolean corrects) {
    int live = live(w);
    if (readers == Readers.LIST_FOLDERS && corrects && fault != Fault.CORRECTS_IN_PLACE) {
      return run + 1;
    }
    return live == UNKNOWN ? FIRST : live;
  }

  /** Whether what a run wrote lies where its rows may be published. */
  boolean fits(World w, int run, boolean corrects) {
    return readers == Readers.ASK_THE_LEDGER
        || fault == Fault.DOES_NOT_LOOK_WHETHER_PARTITIONS_MOVED
        || fault == Fault.CORRECTS_IN_PLACE
        || isRight(w, run, corrects);
  }

  private static boolean isRight(World w, int run, boolean corrects) {
    int live = live(w);
    int folder = w.get(run, Of.FOLDER);
    return corrects ? folder == run + 1 : live == UNKNOWN || folder == live;
  }

  /** Whether others have moved a recorded run's partitions since, or added to what it moves. */
  boolean overtaken(World w, int run) {
    boolean moved = (w.homes() & w.get(run, Of.OLD)) != 0;
    boolean left = (w.homes() & ~w.get(run, Of.OLD)) != 0;
    return readers == Readers.LIST_FOLDERS
        && fault != Fault.FINISHES_OVERTAKEN_RUNS
        && fault != Fault.CORRECTS_IN_PLACE
        && ((moved && left) || !isRight(w, run, moved));
  }

  /** Files of runs that go when a run is published that removes rows, as bits. */
  int replaced(World w, int removes) {
    return readers == Readers.ASK_THE_LEDGER || fault == Fault.CORRECTS_IN_PLACE
        ? removes
        : removes == 0 ? 0 : w.homes();
  }

  /** Runs whose rows go along where such a run moves their partitions, as bits. */
  int carried(World w, int removes) {
    return readers == Readers.ASK_THE_LEDGER
            || removes == 0
            || fault == Fault.CARRIES_NOTHING
            || fault == Fault.CORRECTS_IN_PLACE
        ? 0
        : w.live() & ~removes;
  }

  /** What the catalog is told when a run is published. */
  static int forward(World w, int run) {
    int stays = of(w, w.homes() & ~w.get(run, Of.OLD));
    return stays == UNKNOWN ? w.get(run, Of.FOLDER) : stays;
  }

  /** What it is told when a run is given up. */
  static int back(World w) {
    return Math.max(FIRST, live(w));
  }
}
