package io.sluice.kill;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Kills on a lake in a folder. */
final class KillSuiteTest extends KillSuite {
  /** Of so many kills one falls on a run that deletes what it replaces. */
  private static final int OF_WHICH_DELETE = 6;

  @Override
  Place place() {
    return new OnDisk(folder);
  }

  @Override
  int kills() {
    return 30;
  }

  /**
   * Replaced files are deleted at the run's end, so that kills fall into that too. Nobody asks
   * meanwhile: a query that began before the deletion may fail, as the reference of {@code
   * keep_replaced} says; one after each kill may not.
   */
  @Test
  void killsWhileReplacedFilesAreDeleted() throws Exception {
    Path other = Files.createDirectories(folder.resolve("deleting"));
    LakeUnderKills lake = lake(new OnDisk(other), other, LakeUnderKills.DELETED_AT_ONCE);
    lake.fill();
    Killer killer = new Killer(other, lake, random, TOLD);
    for (int i = 0; i < Math.max(1, wanted() / OF_WHICH_DELETE); i++) {
      killer.kill(new Planned(Engine.THREADS, Victim.COMMAND_LINE, Planned.Moment.NEAR_PUBLISHING));
    }
    System.out.println("Replaced files are deleted at once: " + killer.summary());
    lake.assertNothingIsLeft();
  }
}
