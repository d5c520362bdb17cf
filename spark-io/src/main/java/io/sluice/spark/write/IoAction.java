package io.sluice.spark.write;

import java.io.IOException;

/** Something that reads or writes. */
@FunctionalInterface
interface IoAction {
  void run() throws IOException;
}
