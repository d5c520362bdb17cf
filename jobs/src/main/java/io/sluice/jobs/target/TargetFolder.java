package io.sluice.jobs.target;

import io.sluice.jobs.ExitCode;
import io.sluice.jobs.JobException;
import io.sluice.spark.store.Storages;
import java.io.IOException;
import java.util.List;

/** Keeps a new table out of a folder that holds something else. */
public final class TargetFolder {
  private final Storages storages;

  public TargetFolder(Storages storages) {
    this.storages = storages;
  }

  /**
   * @throws JobException if there is no such table yet and its location is not empty
   */
  public void requireOurs(Target target) throws IOException {
    if (target.existing().isPresent()) {
      return;
    }
    List<String> others =
        storages.at(target.location()).filesBelow(target.location()).stream()
            .filter(path -> !path.contains("/_sluice_pending/"))
            .toList();
    if (!others.isEmpty()) {
      throw new JobException(
          ExitCode.USAGE,
          "the target "
              + target.location()
              + " holds "
              + others.size()
              + " files that are not of table "
              + target.table().qualifiedName()
              + ", for example "
              + others.get(0)
              + ". Choose an empty folder as target.location, or move them away");
    }
  }
}
