package io.sluice.ingest.store;

import io.sluice.parquet.ByteSink;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Where tables lie: the few operations that writing and publishing need, and nothing that only a
 * disk or only an object store has. Paths are URIs, or absolute paths for local files. Thread-safe,
 * and used by several runs at the same location at a time.
 *
 * <p>A file of a table is <em>pending</em> from {@link #begin} on: nobody sees it. {@link #publish}
 * makes it visible, whole, under its final name; {@link #abandon} makes it as if it had never been.
 * All steps after {@link #begin} can be done again by any process after a crash at any point, and
 * that changes nothing.
 */
public interface Storage {
  /**
   * How many bytes of UTF-8 the path of a file may have below a location, by what the storage takes
   * at most; the slash between both does not count. Less than 0: not even the location fits. Looks
   * at nothing but the location.
   */
  int room(String location) throws IOException;

  /**
   * Begins a file of a table under its final name.
   *
   * @param relativePath below the table's location; no other file of the table has the same, except
   *     what other attempts of the same task begin. Its name begins with the run's id and a hyphen:
   *     so a storage finds what a run has begun
   */
  PendingSink begin(RunFiles run, String relativePath) throws IOException;

  /**
   * Makes a pending file of what a visible file of the same table contains, without sending the
   * bytes through this process where that can be avoided. The visible file stays; neither changes
   * with the other.
   *
   * @param relativePath as for {@link #begin}
   * @throws IOException if the file is not there, among other reasons
   */
  PendingFile copy(RunFiles run, String from, String relativePath) throws IOException;

  /**
   * Makes pending files visible; on return they outlast a power failure. Those that are visible
   * already are passed over.
   *
   * @param location the table's
   * @throws PendingGoneException if a file is neither pending nor published: somebody removed it
   */
  void publish(String location, Collection<PendingFile> files) throws IOException;

  /** Gives up a pending file; one that is gone is fine. Published files are not touched. */
  void abandon(String location, PendingFile file) throws IOException;

  /**
   * Gives up whatever a run has pending at a location, whoever began it, and removes the scratch
   * files that it made there.
   */
  void discard(RunFiles run) throws IOException;

  /**
   * The runs that have something pending at a location, or scratch files there; whoever they are.
   */
  Set<String> pendingRuns(String location) throws IOException;

  /**
   * Begins a scratch file: of the run's own, readable by {@link #open} once closed, not part of the
   * table, and gone with {@link #discard}.
   *
   * @return the file and where it lies
   */
  Scratch scratch(RunFiles run, String name) throws IOException;

  /** A scratch file while it is written. */
  record Scratch(String path, ByteSink sink) {}

  /**
   * Writes a small object of Sluice's own, in place of an earlier one. Whoever reads meanwhile
   * finds the old one, the new one, or none, but never a part.
   */
  void put(String path, byte[] content) throws IOException;

  /**
   * Removes published files, and on a disk the folders below the location that this leaves empty;
   * files that are gone are fine.
   */
  void delete(String location, Collection<String> paths) throws IOException;

  /**
   * All visible files below a folder, by path; none if there is no such folder. Of those that come
   * or go meanwhile, any.
   */
  List<StoredFile> list(String folder) throws IOException;

  /**
   * A visible file.
   *
   * @param size in bytes
   */
  record StoredFile(String path, long size) {}

  /** The size of a visible file, in bytes; empty if there is none. */
  OptionalLong size(String path) throws IOException;

  /** A file's bytes from an offset on. The caller closes the stream. */
  InputStream open(String path, long offset) throws IOException;

  /**
   * The same for who reads no more than {@code length} bytes: what lies after them need not be
   * sent, but may be.
   */
  default InputStream open(String path, long offset, long length) throws IOException {
    return open(path, offset);
  }
}
