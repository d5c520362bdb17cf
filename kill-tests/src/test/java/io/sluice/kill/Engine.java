package io.sluice.kill;

import java.util.List;

/** What runs the tasks of a run that is killed. */
enum Engine {
  THREADS,
  SPARK;

  /** Of {@code sluice ingest}. */
  List<String> options() {
    return switch (this) {
      case THREADS -> List.of("--engine", "threads");
      case SPARK -> List.of("--engine", "spark", "--master", "local[1]");
    };
  }
}
