package io.sluice.parquet.partition;

import java.io.IOException;

/** Rows would have to be put aside in a temporary file that may not become so large here. */
public final class SpillLimitException extends IOException {
  private static final long serialVersionUID = 1;

  SpillLimitException(long mostBytes) {
    super(
        "too many partitions for the memory: rows of some would have to be put aside in a temporary"
            + " file of more than "
            + mostBytes
            + " bytes, which is not allowed here");
  }
}
