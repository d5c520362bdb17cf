package io.sluice.benchmarks.profile;

import io.sluice.benchmarks.process.Worker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;

/**
 * Where the time of one workload's runs went.
 *
 * @param seconds of a run, by the clock
 * @param processorSeconds of a run, in all of the process
 * @param compilerSeconds of a run in which threads of the compiler worked, by the clock, added up
 * @param collectorSeconds of a run in which all else waited for the collector, by the clock
 * @param packages share of the time in Java and libraries, from 0 to 1: packages are stages
 * @param methods the same for single methods, helpers of the JDK that they call included
 */
public record Profile(
    String workload,
    double seconds,
    double processorSeconds,
    double compilerSeconds,
    double collectorSeconds,
    Map<String, Double> packages,
    Map<Place, Double> methods) {
  private static final String NATIVE = "jdk.NativeMethodSample";

  /** What does work of its own: Sluice's packages, and libraries that it calls. */
  private static final Pattern WORKS =
      Pattern.compile(
          "((?:io\\.sluice|com\\.github\\.luben|org\\.xerial|net\\.jpountz|org\\.sqlite"
              + "|org\\.apache|scala|java\\.util\\.zip)(?:\\.[a-z]\\w*){0,2})\\..*");

  /**
   * A method.
   *
   * @param inPackage the package that it belongs to, or the first names of it
   * @param name {@code Class.method}
   */
  public record Place(String inPackage, String name) {
    /** Helpers of the JDK say nothing; the innermost method that does is the place. */
    static Place of(List<String> stack) {
      for (String method : stack) {
        Matcher works = WORKS.matcher(method);
        if (works.matches()) {
          return new Place(works.group(1), shortName(method));
        }
      }
      return new Place("all else", shortName(stack.get(0)));
    }

    private static String shortName(String method) {
      int name = method.lastIndexOf('.');
      return method.substring(method.lastIndexOf('.', name - 1) + 1);
    }
  }

  static Profile read(String workload, int runs, long nanos, long processorNanos, Path recording)
      throws IOException {
    Sums sums = new Sums();
    try (RecordingFile file = new RecordingFile(recording)) {
      while (file.hasMoreEvents()) {
        sums.add(file.readEvent());
      }
    }
    double each = runs * 1e9;
    Map<String, Double> packages = new HashMap<>();
    Map<Place, Double> methods = new HashMap<>();
    sums.places.forEach((method, count) -> methods.put(method, sums.weight(count, nanos)));
    double all = methods.values().stream().mapToDouble(Double::doubleValue).sum();
    methods.replaceAll((method, time) -> time / all);
    methods.forEach((method, share) -> packages.merge(method.inPackage(), share, Double::sum));
    return new Profile(
        workload,
        nanos / each,
        processorNanos / each,
        sums.compilerNanos / each,
        sums.collectorNanos / each,
        packages,
        methods);
  }

  /** How often a method was seen. */
  private record Count(int inJava, int outside) {
    Count plus(Count other) {
      return new Count(inJava + other.inJava, outside + other.outside);
    }
  }

  private static final class Sums {
    private final Map<Place, Count> places = new HashMap<>();
    private long compilerNanos;
    private long collectorNanos;

    /**
     * How often Flight Recorder looked: each time at all threads that ran Java, and at one of those
     * outside, of which there is always one, that which waits for requests.
     */
    private int looks;

    /** How often that was the one: so much time stands for each look at a thread outside. */
    private int clock;

    void add(RecordedEvent event) {
      switch (event.getEventType().getName()) {
        case "jdk.Compilation" -> compilerNanos += event.getDuration().toNanos();
        case "jdk.GCPhasePause" -> collectorNanos += event.getDuration().toNanos();
        default -> sample(event, event.getEventType().getName().equals(NATIVE));
      }
    }

    private void sample(RecordedEvent event, boolean outside) {
      looks += outside ? 1 : 0;
      RecordedThread thread = event.getThread("sampledThread");
      if (thread != null && Worker.REQUESTS.equals(thread.getJavaName())) {
        clock += outside ? 1 : 0;
        return;
      }
      List<String> stack = stack(event);
      if (!stack.isEmpty() && !(outside && waits(stack))) {
        places.merge(Place.of(stack), new Count(outside ? 0 : 1, outside ? 1 : 0), Count::plus);
      }
    }

    double weight(Count count, long nanos) {
      return count.inJava * (double) nanos / Math.max(1, looks)
          + count.outside * (double) nanos / Math.max(1, clock);
    }
  }

  /** {@code package.Class.method}, the innermost first. */
  private static List<String> stack(RecordedEvent event) {
    List<String> methods = new ArrayList<>();
    if (event.getStackTrace() != null) {
      for (RecordedFrame frame : event.getStackTrace().getFrames()) {
        methods.add(frame.getMethod().getType().getName() + "." + frame.getMethod().getName());
      }
    }
    return methods;
  }

  /** Whoever is outside Java, and not there on behalf of Sluice, waits for tasks or connections. */
  private static boolean waits(List<String> stack) {
    String innermost = stack.get(0);
    return stack.stream().noneMatch(method -> method.startsWith("io.sluice."))
        || innermost.contains(".EPoll.")
        || innermost.contains(".accept")
        || innermost.endsWith(".park")
        || innermost.endsWith(".wait")
        || innermost.endsWith(".sleep");
  }
}
