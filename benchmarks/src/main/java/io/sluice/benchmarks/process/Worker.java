package io.sluice.benchmarks.process;

import io.sluice.benchmarks.engine.Engine;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.engine.Engines;
import io.sluice.benchmarks.workload.Workload;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * The process that an engine of the JVM runs in: {@code ENGINE WORKLOAD WORK-FOLDER}. What it is
 * asked and answers is in {@link Timing}.
 */
public final class Worker {
  /**
   * The thread that waits for requests. It is outside Java all the time, which a profile takes as a
   * clock.
   */
  public static final String REQUESTS = "requests";

  private Worker() {}

  /** Ends with 1 and a stack trace if the engine fails. */
  public static void main(String[] args) {
    // Whatever a library prints must not come between the lines of the protocol.
    PrintStream answers = System.out;
    System.setOut(System.err);
    int code = 0;
    try (Engine engine =
        Engines.open(
            EngineKind.valueOf(args[0]), Workload.read(Path.of(args[1])), Path.of(args[2]))) {
      serve(engine, answers);
      // Nobody waits for an engine to take its leave.
      Runtime.getRuntime().halt(0);
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      e.printStackTrace();
      code = 1;
    }
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }

  private static void serve(Engine engine, PrintStream answers) throws Exception {
    BlockingQueue<Optional<String>> requests = new LinkedBlockingQueue<>();
    Thread reader = new Thread(() -> read(requests), REQUESTS);
    reader.setDaemon(true);
    reader.start();
    answers.println(Timing.READY);
    answers.flush();
    while (true) {
      Optional<String> out = requests.take();
      if (out.isEmpty()) {
        return;
      }
      long start = System.nanoTime();
      List<String> figures = engine.run(Path.of(out.get()));
      answers.println(new Timing(System.nanoTime() - start, figures).line());
      answers.flush();
    }
  }

  private static void read(BlockingQueue<Optional<String>> requests) {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        requests.add(Optional.of(line));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      requests.add(Optional.empty());
    }
  }
}
