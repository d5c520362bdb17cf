package io.sluice.parquet.copy;

import java.io.IOException;

/** A file is not what it should be. The message is a clause: it is written after "because". */
final class BadFileException extends IOException {
  private static final long serialVersionUID = 1L;

  BadFileException(String reason) {
    super(reason);
  }

  BadFileException(String reason, Throwable cause) {
    super(reason, cause);
  }
}
