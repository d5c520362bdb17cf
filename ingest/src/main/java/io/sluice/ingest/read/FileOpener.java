package io.sluice.ingest.read;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.store.Storages;
import java.io.IOException;

/** Opens the files that a task reads, as they were listed. */
public interface FileOpener {
  /**
   * The file of a range.
   *
   * @throws IOException if it is gone or may not be read
   */
  ObjectSource open(FileRange range) throws IOException;

  /** Where they lie. */
  static FileOpener of(Storages storages) {
    return range -> range.file().open(storages);
  }

  /** Small ones from where planning has left them. */
  static FileOpener of(Storages storages, KeptFiles kept) {
    return range -> {
      SourceFile file = range.file();
      // Who reads a part of it leaves it for who reads the others.
      return range.whole()
          ? kept.take(storages, file.uri(), file.size(), file.identity())
          : file.open(storages);
    };
  }
}
