package io.sluice.ingest.store;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.source.SourceLister;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.io.Serializable;
import java.util.ServiceLoader;

/** Finds what lies at a location. Serializable: tasks elsewhere find the same. */
public interface Storages extends Serializable {
  /**
   * What this process reaches without a host's help, by the settings of a lake: files of this
   * machine, and what the modules on the class path bring ({@link StoragesFactory}).
   *
   * @throws io.sluice.ingest.failure.IngestException if the lake has settings that cannot be read
   */
  static Storages of(LakeLocation lake) {
    // Not the thread's class loader, which in a host's worker thread may know nothing of Sluice.
    return ServiceLoader.load(StoragesFactory.class, Storages.class.getClassLoader())
        .findFirst()
        .map(factory -> factory.of(lake))
        .orElse(LocalStorages.INSTANCE);
  }

  /** Whether what lies at such a location can be reached; looks at nothing but the location. */
  boolean reaches(String location);

  /**
   * Lists the files of a source path that this {@link #reaches}.
   *
   * @throws io.sluice.ingest.failure.IngestException if it cannot be listed at all
   */
  SourceLister lister(String sourcePath);

  /** The storage that has the location. */
  Storage at(String location) throws IOException;

  /**
   * A source file, read no further than its listed size.
   *
   * @param size in bytes, as listed
   */
  ObjectSource source(String uri, long size) throws IOException;

  /**
   * The same; where what lies there can be asked for by its identity, a file that is not the listed
   * one any more cannot be read.
   *
   * @param identity as listed; empty if it is not known
   */
  default ObjectSource source(String uri, long size, String identity) throws IOException {
    return source(uri, size);
  }
}
