package io.sluice.ingest.source;

import io.sluice.ledger.FileVersion;
import java.util.List;

/**
 * The files a source path leads to.
 *
 * @param files by URI; hidden ones (names that begin with {@code .} or {@code _}) are left out
 * @param notes what was left out, for the report
 */
public record Listing(List<FileVersion> files, List<String> notes) {
  public Listing {
    files = List.copyOf(files);
    notes = List.copyOf(notes);
  }
}
