package io.sluice.ingest.sink;

import java.io.IOException;

/** Something that reads or writes. */
@FunctionalInterface
public interface IoAction {
  void run() throws IOException;
}
