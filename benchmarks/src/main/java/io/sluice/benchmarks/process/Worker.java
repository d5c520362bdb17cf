package io.sluice.benchmarks.process;

import io.sluice.benchmarks.engine.Engine;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.workload.Workload;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * The process that an engine runs in: {@code ENGINE WORKLOAD WORK-FOLDER [OUT]}. With an output
 * folder it does the workload once and ends; without, once for each folder that it is given on
 * standard input, until that is closed.
 */
final class Worker {
  private Worker() {}

  /** Ends with 1 and a stack trace if the engine fails. */
  public static void main(String[] args) {
    // Whatever a library prints must not come between the lines of the protocol.
    PrintStream answers = System.out;
    System.setOut(System.err);
    int code = 0;
    try {
      Path work = Path.of(args[2]);
      try (Engine engine =
          EngineKind.valueOf(args[0]).open(Workload.read(Path.of(args[1])), work)) {
        if (args.length > 3) {
          answers.println(Protocol.done(timed(engine, Path.of(args[3]))));
          answers.flush();
          // Nobody waits for an engine to take its leave.
          Runtime.getRuntime().halt(0);
        }
        serve(engine, answers);
      }
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      e.printStackTrace();
      code = 1;
    }
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }

  private static void serve(Engine engine, PrintStream answers) throws Exception {
    answers.println(Protocol.READY);
    answers.flush();
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String out = requests.readLine(); out != null; out = requests.readLine()) {
      answers.println(Protocol.done(timed(engine, Path.of(out))));
      answers.flush();
    }
  }

  private static Timing timed(Engine engine, Path out) throws Exception {
    long start = System.nanoTime();
    List<String> figures = engine.run(out);
    return new Timing(System.nanoTime() - start, figures);
  }
}
