package io.sluice.ingest.store;

import java.io.IOException;

/** A file that is to be published is not there any more: somebody removed it from outside. */
public final class PendingGoneException extends IOException {
  private static final long serialVersionUID = 1;

  public PendingGoneException(String path) {
    super(
        "Cannot publish "
            + path
            + " because it is neither there nor pending: it was removed from outside");
  }
}
