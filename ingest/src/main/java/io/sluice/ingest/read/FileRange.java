package io.sluice.ingest.read;

import io.sluice.formats.read.ByteRange;
import java.io.Serializable;

/** A byte range and the file it is of. */
public record FileRange(SourceFile file, ByteRange range) implements Serializable {
  /** Whether it is all of the file. */
  public boolean whole() {
    return range.rangeIndex() == 0 && range.last();
  }
}
