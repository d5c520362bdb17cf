package io.sluice.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/** The looks that Flight Recorder took at the threads of a process. */
final class Samples {
  static final String JAVA = "jdk.ExecutionSample";
  static final String NATIVE = "jdk.NativeMethodSample";

  private final Map<List<String>, Integer> java = new HashMap<>();
  private final Map<List<String>, Integer> outside = new HashMap<>();
  private int clock;
  private int ticks;

  private Samples() {}

  static Samples read(Path recording) throws IOException {
    Samples samples = new Samples();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        samples.add(file.readEvent());
      }
    }
    return samples;
  }

  private void add(RecordedEvent event) {
    boolean isNative = event.getEventType().getName().equals(NATIVE);
    ticks += isNative ? 1 : 0;
    if (event.getStackTrace() == null) {
      return;
    }
    RecordedThread thread = event.getThread("sampledThread");
    if (thread != null && NativeClock.NAME.equals(thread.getJavaName())) {
      clock += isNative ? 1 : 0;
      return;
    }
    (isNative ? outside : java).merge(methods(event), 1, Integer::sum);
  }

  private static List<String> methods(RecordedEvent event) {
    List<String> methods = new ArrayList<>();
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      RecordedMethod method = frame.getMethod();
      methods.add(method.getType().getName() + "." + method.getName());
    }
    return methods;
  }

  /**
   * How often Flight Recorder looked: each time at all threads that ran Java, and at one of those
   * outside, of which there is always one, the {@link NativeClock}. On a busy machine that is less
   * often than it should.
   */
  int ticks() {
    return ticks;
  }

  /** How often the {@link NativeClock} was the one. */
  int clock() {
    return clock;
  }

  /** Stacks of threads that ran Java, the innermost method first, and how often each was seen. */
  void eachInJava(BiConsumer<List<String>, Integer> sink) {
    java.forEach(sink);
  }

  /**
   * The same for threads that were outside Java on behalf of Sluice. All others there wait, for
   * tasks or for connections.
   */
  void eachOutside(BiConsumer<List<String>, Integer> sink) {
    outside.forEach(
        (methods, count) -> {
          if (methods.stream().anyMatch(method -> method.startsWith("io.sluice."))
              && !isWaiting(methods.get(0))) {
            sink.accept(methods, count);
          }
        });
  }

  private static boolean isWaiting(String innermost) {
    return innermost.contains(".EPoll.")
        || innermost.endsWith(".park")
        || innermost.endsWith(".wait")
        || innermost.endsWith(".sleep")
        || innermost.contains(".accept");
  }
}
