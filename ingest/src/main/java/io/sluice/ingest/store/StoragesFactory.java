package io.sluice.ingest.store;

import io.sluice.spec.lake.LakeLocation;

/**
 * Brings storage beyond the files of this machine. {@link Storages#of} finds the implementation by
 * {@link java.util.ServiceLoader}: a module that brings one names it in {@code
 * META-INF/services/io.sluice.ingest.store.StoragesFactory}. One is enough, as all of them must
 * reach local files too.
 */
public interface StoragesFactory {
  /**
   * What can be reached by the settings of a lake, local files included.
   *
   * @throws io.sluice.ingest.failure.IngestException if its settings cannot be read
   */
  Storages of(LakeLocation lake);
}
