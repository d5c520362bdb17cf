package io.sluice.parquet.partition;

import io.sluice.spec.TargetSpec;
import java.io.Serializable;

/**
 * Bounds of one {@link PartitionedWriter}.
 *
 * @param fileBytes a file of about this size is finished, and its partition's next row begins
 *     another
 * @param memoryBytes what the unfinished row groups of all open files may take together. Beyond it
 *     the largest are written out early, so that files get more and smaller row groups, not more
 *     files
 * @param openFiles how many files are open at most, and fewer if each had less than 512 KiB of
 *     memory. Rows of further partitions are put aside until the others are done
 * @param spillBytes how large the temporary file of rows put aside may become; 0: there is to be
 *     none
 */
public record WriterLimits(long fileBytes, long memoryBytes, int openFiles, long spillBytes)
    implements Serializable {
  /** 128 MiB of memory, so that two writers are at ease in a heap of 1 GiB. */
  public static final WriterLimits DEFAULT =
      new WriterLimits(TargetSpec.DEFAULT_FILE_SIZE, 128L << 20, 256);

  /** With a temporary file as large as it has to be. */
  public WriterLimits(long fileBytes, long memoryBytes, int openFiles) {
    this(fileBytes, memoryBytes, openFiles, Long.MAX_VALUE);
  }

  public WriterLimits {
    if (spillBytes < 0 || fileBytes < 1 || memoryBytes < 1 || openFiles < 1) {
      throw new IllegalArgumentException(
          "limits must be positive, but are "
              + fileBytes
              + " bytes a file, "
              + memoryBytes
              + " bytes of memory and "
              + openFiles
              + " open files");
    }
  }
}
