package io.sluice.benchmarks.profile;

import com.sun.management.OperatingSystemMXBean;
import io.sluice.benchmarks.Folders;
import io.sluice.benchmarks.engine.Engine;
import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.workload.Workload;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import jdk.jfr.Recording;

/**
 * The process whose runs are recorded: {@code ENGINE WORKLOAD FOLDER WARM-UP RUNS}. Leaves the
 * recording and what else is known in the folder.
 */
final class ProfileWorker {
  static final String RECORDING = "profile.jfr";
  static final String RECORDED = "recorded";

  /** Flight Recorder's own least. */
  private static final Duration PERIOD = Duration.ofMillis(10);

  private ProfileWorker() {}

  /** Ends with 1 and a stack trace if the engine fails. */
  public static void main(String[] args) {
    int code = 0;
    Path folder = Path.of(args[2]);
    try (Engine engine =
        EngineKind.valueOf(args[0]).open(Workload.read(Path.of(args[1])), folder)) {
      long start = System.nanoTime();
      do {
        once(engine, folder);
      } while (System.nanoTime() - start < Duration.parse(args[3]).toNanos());
      record(engine, folder, Integer.parseInt(args[4]));
    } catch (Exception | LinkageError | OutOfMemoryError e) {
      e.printStackTrace();
      code = 1;
    }
    System.err.flush();
    Runtime.getRuntime().halt(code);
  }

  private static void once(Engine engine, Path folder) throws Exception {
    Path out = folder.resolve("out");
    try {
      engine.run(out);
    } finally {
      Folders.delete(out);
    }
  }

  private static void record(Engine engine, Path folder, int runs) throws Exception {
    NativeClock clock = new NativeClock();
    try (Recording recording = new Recording()) {
      recording.enable(Samples.JAVA).withPeriod(PERIOD);
      recording.enable(Samples.NATIVE).withPeriod(PERIOD);
      recording.start();
      Map<Long, Long> threads = threadNanos();
      long process = processNanos();
      long compiler = compilerNanos();
      long collector = collectorNanos();
      long start = System.nanoTime();
      for (int i = 0; i < runs; i++) {
        once(engine, folder);
      }
      long nanos = System.nanoTime() - start;
      long processNanos = processNanos() - process;
      long compilerNanos = compilerNanos() - compiler;
      long collectorNanos = collectorNanos() - collector;
      long javaNanos = 0;
      for (Map.Entry<Long, Long> thread : threadNanos().entrySet()) {
        javaNanos += thread.getValue() - threads.getOrDefault(thread.getKey(), 0L);
      }
      recording.stop();
      recording.dump(folder.resolve(RECORDING));
      new Recorded(runs, nanos, javaNanos, processNanos, compilerNanos, collectorNanos)
          .write(folder.resolve(RECORDED));
    } finally {
      clock.close();
    }
  }

  private static Map<Long, Long> threadNanos() {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    Map<Long, Long> nanos = new HashMap<>();
    for (long id : threads.getAllThreadIds()) {
      nanos.put(id, Math.max(0, threads.getThreadCpuTime(id)));
    }
    return nanos;
  }

  private static long compilerNanos() {
    return TimeUnit.MILLISECONDS.toNanos(
        ManagementFactory.getCompilationMXBean().getTotalCompilationTime());
  }

  private static long collectorNanos() {
    return TimeUnit.MILLISECONDS.toNanos(
        ManagementFactory.getGarbageCollectorMXBeans().stream()
            .mapToLong(collector -> Math.max(0, collector.getCollectionTime()))
            .sum());
  }

  private static long processNanos() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime();
  }
}
