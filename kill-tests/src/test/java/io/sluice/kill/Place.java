package io.sluice.kill;

import java.io.IOException;
import java.util.List;

/** Where a lake lies whose runs are killed, and the files that they read. */
interface Place {
  /** As {@code --lake} takes it; made by the first ingest, or there. */
  String lake();

  /** The folder of the source files, as a spec names it. */
  String source();

  /** Puts a source file where it belongs, at once as a whole. */
  void send(String name, String text) throws IOException;

  /** All files of the lake's database. */
  List<String> files() throws IOException;

  /** What tasks have begun and nobody has published. */
  List<String> pending() throws IOException;

  /** Of Java, for each process. */
  List<String> options();

  /** Others may at once take up what a killed process left. */
  void letLeasesRunOut();
}
