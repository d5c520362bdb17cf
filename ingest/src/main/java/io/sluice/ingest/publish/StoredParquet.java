package io.sluice.ingest.publish;

import io.sluice.ingest.store.Storage;
import io.sluice.parquet.copy.RandomAccessSource;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;

/** A published Parquet file, read in pieces. */
public final class StoredParquet implements RandomAccessSource {
  private final Storage storage;
  private final String path;
  private final long size;

  private StoredParquet(Storage storage, String path, long size) {
    this.storage = storage;
    this.path = path;
    this.size = size;
  }

  /**
   * Opens a file.
   *
   * @throws FileNotFoundException if it is gone
   */
  public static StoredParquet open(Storage storage, String path) throws IOException {
    return new StoredParquet(
        storage,
        path,
        storage.size(path).orElseThrow(() -> new FileNotFoundException(path + " is gone")));
  }

  @Override
  public String name() {
    return path;
  }

  @Override
  public long size() {
    return size;
  }

  @Override
  public void read(long offset, byte[] to, int at, int length) throws IOException {
    try (InputStream in = storage.open(path, offset, length)) {
      if (in.readNBytes(to, at, length) < length) {
        throw new EOFException(path + " is shorter than it was when it was opened");
      }
    }
  }
}
