package io.sluice.jobs.source;

import io.sluice.spark.store.Storages;

/** Finds the files of a source path. */
public interface SourceLister {
  /**
   * @param path a file, a folder (read recursively) or a glob
   * @throws io.sluice.jobs.JobException if there is nothing at the path or it cannot be listed
   */
  Listing list(String path);

  /** The lister for the path's scheme: the local file system, or whatever Hadoop has for it. */
  static SourceLister of(String path) {
    return Storages.isLocal(path) ? new LocalLister() : new HadoopLister();
  }
}
