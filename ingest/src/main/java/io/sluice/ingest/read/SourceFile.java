package io.sluice.ingest.read;

import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.store.Storages;
import java.io.IOException;
import java.io.Serializable;

/**
 * A file to read. Its place in {@link ReadRequest#files} is its {@code fileIndex}.
 *
 * @param size in bytes as stored, when it was listed; nothing after it is read
 * @param identity which version was listed; empty if that is not known
 * @param folders what the names of its folders say of its records
 */
public record SourceFile(
    String uri, long size, String identity, FileLayout layout, FolderKeys folders)
    implements Serializable {
  /** Lines above its table, which are counted as records that are no rows. */
  public long linesAbove() {
    return layout instanceof FileLayout.Tabular table ? table.above().lines() : 0;
  }

  /** Opens it as it was listed. */
  public ObjectSource open(Storages storages) throws IOException {
    return storages.source(uri, size, identity);
  }
}
