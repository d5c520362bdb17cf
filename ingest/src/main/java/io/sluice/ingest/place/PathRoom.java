package io.sluice.ingest.place;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storages;
import io.sluice.spec.PartitionField;
import io.sluice.spec.TargetSpec;
import io.sluice.spec.lake.PartitionRoom;
import io.sluice.spec.lake.TableLayout;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;

/** Whether the paths of all files that a run may make are short enough for where they lie. */
public final class PathRoom {
  /**
   * Runs that the flow and launches name have shorter ids. Counted for whatever run, so that one
   * with a short id leaves room for the next, which may have to move the same partition.
   */
  private static final int USUAL_ID = 80;

  private final Lake lake;
  private final Storages storages;
  private final int idLength;

  public PathRoom(Lake lake, Storages storages, String runId) {
    this.lake = lake;
    this.storages = storages;
    this.idLength = Math.max(runId.length(), USUAL_ID);
  }

  /**
   * What is left to the folders of a table's partitions.
   *
   * @throws IngestException if that is too little whatever the rows are, or if files of rejects
   *     have no room
   */
  public PartitionRoom require(TargetSpec target) throws IOException {
    String location = lake.location().table(target);
    List<PartitionField> keys = target.partitionBy();
    int name = 1 + RunFiles.mostNameBytes(idLength);
    int own =
        lake.catalog().readersListFolders() ? 1 + Places.ownFolder("").length() + idLength : 0;
    int pending = RunFiles.mostPendingBytes(idLength);
    int room = storages.at(location).room(location);
    int needed = PartitionRoom.withoutTexts(keys) + own + name;
    require(location, room, Math.max(needed, pending), keys);
    for (String other :
        List.of(TableLayout.rejects(location), lake.location().refused(target.qualifiedTable()))) {
      require(other, storages.at(other).room(other), pending, List.of());
    }
    return new PartitionRoom(room - own - name);
  }

  private static void require(
      String location, int room, int needed, List<PartitionField> partitionBy) {
    if (room >= needed) {
      return;
    }
    String folders =
        partitionBy.stream().map(PartitionField::name).collect(Collectors.joining(", "));
    throw new IngestException(
        ExitCode.USAGE,
        location
            + " is too long for a table's files: paths below it may have at most "
            + Math.max(0, room)
            + " bytes, and names of files"
            + (folders.isEmpty() ? "" : " and folders of partitions (" + folders + ")")
            + " take up to "
            + needed
            + ". Choose a shorter target.location or lake"
            + (folders.isEmpty() ? "" : ", or partition by fewer columns"));
  }
}
