package io.sluice.ingest.source;

import io.sluice.formats.source.Parallel;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.source.Listing.Unreadable;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Lists files that are known by name, as they are now; one that is gone is left out with a note.
 */
public final class ListedFiles implements SourceLister {
  private final SourceLister lister;
  private final List<String> uris;

  /**
   * @param lister of the place where they lie
   */
  public ListedFiles(SourceLister lister, List<String> uris) {
    this.lister = lister;
    this.uris = List.copyOf(uris);
  }

  /** Asks for several at a time. */
  @Override
  public Listing list(SourceSpec source) {
    List<FileVersion> files = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    List<Unreadable> unreadable = new ArrayList<>();
    try {
      for (Listing listing : Parallel.map(uris, uri -> one(source, uri))) {
        files.addAll(listing.files());
        notes.addAll(listing.notes());
        unreadable.addAll(listing.unreadable());
      }
    } catch (IOException e) {
      throw Failures.of(e);
    }
    files.sort(Comparator.comparing(FileVersion::uri));
    return new Listing(files.stream().distinct().toList(), notes, unreadable);
  }

  private Listing one(SourceSpec source, String uri) {
    try {
      return lister.list(source.at(uri, uri.length()));
    } catch (IngestException e) {
      if (e.exitCode() != ExitCode.USAGE) {
        throw e;
      }
      // That nothing is there is a mistake in a spec, and none in a list that was made earlier.
      return new Listing(List.of(), List.of("left out " + uri + ": it is gone"));
    }
  }

  @Override
  public boolean unchanged(FileVersion file) {
    return lister.unchanged(file);
  }

  @Override
  public List<FileVersion> changed(List<FileVersion> files) {
    return lister.changed(files);
  }
}
