package io.sluice.ingest.store;

import io.sluice.formats.source.ObjectSource;
import java.io.IOException;
import java.io.Serializable;

/** Finds what lies at a location. Serializable: tasks elsewhere find the same. */
public interface Storages extends Serializable {
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
