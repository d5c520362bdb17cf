package io.sluice.aws.s3;

import java.io.IOException;

/** Parts of uploads have no room in memory, and may not go to temporary files here. */
public final class UploadMemoryException extends IOException {
  private static final long serialVersionUID = 1;

  UploadMemoryException(long bytes) {
    super(
        "too many open files for the memory: parts of uploads need more than "
            + bytes
            + " bytes, and temporary files are not allowed here");
  }
}
