package io.sluice.ingest.inspect;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.read.UnreadableException;
import io.sluice.formats.source.Parallel;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.source.Listing.Unreadable;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.FileVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds out which listed files are no longer what was listed, or cannot be read any more: a run
 * goes on without them.
 */
public final class SinceListing {
  private final SourceLister lister;
  private final Storages storages;

  public SinceListing(SourceLister lister, Storages storages) {
    this.lister = lister;
    this.storages = storages;
  }

  /**
   * A file that must be left to a later run.
   *
   * @param unreadable why it cannot be read, for people; empty: it changed
   */
  public record Lost(String uri, Optional<String> unreadable) {
    /** Those of some that cannot be read. */
    public static List<Unreadable> unreadable(List<Lost> lost) {
      return lost.stream()
          .filter(file -> file.unreadable().isPresent())
          .map(file -> new Unreadable(file.uri(), file.unreadable().get()))
          .toList();
    }
  }

  /**
   * Those of the files that are lost, in their order, whatever was read of them.
   *
   * @throws UncheckedIOException if that cannot be found out
   */
  public List<Lost> of(List<FileVersion> files) {
    return look(lister.changed(files));
  }

  /**
   * Those of the files that may be to blame for a failure; empty if none is.
   *
   * @param failure of whatever read them
   * @throws UncheckedIOException if that cannot be found out
   */
  public List<Lost> of(List<FileVersion> files, Throwable failure) {
    Optional<UnreadableException> unreadable = unreadable(failure);
    Map<String, Lost> lost = new LinkedHashMap<>();
    of(files).forEach(file -> lost.put(file.uri(), file));
    if (unreadable.isPresent()) {
      // Seldom alone: a folder's permissions, for example, are those of all that is in it.
      look(files).stream()
          .filter(file -> file.unreadable().isPresent())
          .forEach(file -> lost.put(file.uri(), file));
      String uri = unreadable.get().uri();
      if (files.stream().anyMatch(file -> file.uri().equals(uri))) {
        lost.put(uri, new Lost(uri, Optional.of(unreadable.get().why())));
      }
    }
    Set<String> uris = new HashSet<>(lost.keySet());
    return files.stream().map(FileVersion::uri).filter(uris::remove).map(lost::get).toList();
  }

  private static Optional<UnreadableException> unreadable(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = Failures.next(cause)) {
      if (cause instanceof UnreadableException found) {
        return Optional.of(found);
      }
    }
    return Optional.empty();
  }

  private List<Lost> look(List<FileVersion> files) {
    try {
      return Parallel.map(files, file -> new Lost(file.uri(), whyUnreadable(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  /** By its first byte. */
  private Optional<String> whyUnreadable(FileVersion file) throws IOException {
    try (InputStream in = storages.source(file.uri(), file.size(), file.identity()).open(0)) {
      var unused = in.read();
      return Optional.empty();
    } catch (UnreadableException e) {
      return Optional.of(e.why());
    } catch (ReadException e) {
      // It can be read, and is another one.
      return Optional.empty();
    }
  }
}
