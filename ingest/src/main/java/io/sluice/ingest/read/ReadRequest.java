package io.sluice.ingest.read;

import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.ReadPlan;
import java.io.Serializable;
import java.util.List;

/**
 * What a run reads, settled before any task runs.
 *
 * @param tasks the byte ranges of each task; every range of every file is in exactly one
 * @param plan the columns to produce, the same for all files
 */
public record ReadRequest(List<SourceFile> files, List<List<ByteRange>> tasks, ReadPlan plan)
    implements Serializable {
  public ReadRequest {
    files = List.copyOf(files);
    tasks = tasks.stream().map(List::copyOf).toList();
    for (List<ByteRange> task : tasks) {
      for (ByteRange range : task) {
        if (range.fileIndex() < 0 || range.fileIndex() >= files.size()) {
          throw new IllegalArgumentException(
              "byte range " + range + " belongs to none of the " + files.size() + " files");
        }
      }
    }
  }

  /** What one task reads: only its own files travel with it. */
  public List<FileRange> rangesOf(int task) {
    return tasks.get(task).stream()
        .map(range -> new FileRange(files.get(range.fileIndex()), range))
        .toList();
  }
}
