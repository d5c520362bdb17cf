package io.sluice.spark.store;

import io.sluice.parquet.ByteSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;

/**
 * Where tables lie: the few operations that writing and publishing need. Paths are URIs, or plain
 * absolute paths for local files. Thread-safe.
 */
public interface Storage {
  /**
   * Begins a new file, with the folders above it. It is complete, and durable where the storage can
   * promise that, when the sink is closed; {@link ByteSink#abort} removes it.
   */
  ByteSink create(String path) throws IOException;

  /** A file's bytes from its start. */
  InputStream open(String path) throws IOException;

  boolean exists(String path) throws IOException;

  /**
   * Gives a file another name, atomically, creating the folders above it. Never replaces a file.
   */
  void move(String from, String to) throws IOException;

  /** Makes what was moved into these folders outlast a power failure, where the storage can. */
  void makeDurable(Collection<String> folders) throws IOException;

  /** Removes a file; no file there is fine. */
  void delete(String path) throws IOException;

  /** Removes a folder with all that is in it; no folder there is fine. */
  void deleteTree(String folder) throws IOException;

  /** Removes a folder if it is empty; otherwise, or if it is not there, does nothing. */
  void deleteIfEmpty(String folder) throws IOException;

  /** All files below a folder, sorted; none if there is no such folder. */
  List<String> filesBelow(String folder) throws IOException;

  /** The names of the folders directly in a folder, sorted; none if there is no such folder. */
  List<String> foldersIn(String folder) throws IOException;
}
