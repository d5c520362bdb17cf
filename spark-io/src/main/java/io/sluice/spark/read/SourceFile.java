package io.sluice.spark.read;

import io.sluice.formats.read.FileLayout;
import io.sluice.formats.source.LocalFile;
import io.sluice.formats.source.ObjectSource;
import io.sluice.spark.store.Storages;
import java.io.IOException;
import java.io.Serializable;

/**
 * A file to read. Its place in {@link ReadRequest#files} is its {@code fileIndex}.
 *
 * @param size in bytes as stored
 */
public record SourceFile(String uri, long size, FileLayout layout) implements Serializable {
  ObjectSource open(Storages storages) throws IOException {
    return Storages.isLocal(uri)
        ? LocalFile.of(Storages.localSource(uri), uri)
        : new HadoopObjectSource(uri, size, storages.configuration());
  }
}
