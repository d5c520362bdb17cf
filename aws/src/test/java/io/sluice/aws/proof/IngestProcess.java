package io.sluice.aws.proof;

import io.sluice.aws.proof.Requests.Fate;
import io.sluice.ingest.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A process that ingests once, and before one of its requests has itself stopped if it is told to.
 */
final class IngestProcess {
  private IngestProcess() {}

  /** Takes the lake's name, and the number of a request; 0: it does not stop. */
  public static void main(String[] args) {
    int stopsAt = Integer.parseInt(args[1]);
    LakeUnderTest lake = new LakeUnderTest(args[0], Path.of("unused"), new SplittableRandom(1));
    System.out.println("BEGINS");
    Requests.follow(
        number -> {
          if (number == stopsAt) {
            stop();
          }
          return Fate.PASSES;
        });
    Outcome outcome = lake.ingest();
    System.out.println(
        "ENDS " + outcome.exitCode() + " " + outcome.failure().map(Throwable::getMessage));
  }

  /** Until whoever sends SIGSTOP, and SIGCONT later, says that it may go on. */
  private static void stop() {
    System.out.println("STOPS");
    System.out.flush();
    try {
      int unused = System.in.read();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}
