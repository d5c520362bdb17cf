package io.sluice.benchmarks.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the time of one workload's runs went.
 *
 * @param workload its name
 * @param runs that were recorded
 * @param seconds of a run, by the clock
 * @param javaSeconds processor time of a run in threads that run Java
 * @param systemSeconds processor time of a run in the compiler, the collector and the like
 * @param compilerSeconds of a run in which threads of the compiler worked, by the clock, added up
 * @param collectorSeconds of a run in which all else waited for the collector, by the clock
 * @param stages share of the sampled time, from 0 to 1; only those that were seen
 * @param methods the same for single methods
 */
public record StageProfile(
    String workload,
    int runs,
    double seconds,
    double javaSeconds,
    double systemSeconds,
    double compilerSeconds,
    double collectorSeconds,
    Map<Stage, Double> stages,
    Map<Method, Double> methods) {

  /**
   * A method in a stage, helpers of the JDK that it calls included.
   *
   * @param name {@code Class.method}
   */
  public record Method(String name, Stage stage) {}

  /** Reads what a {@link ProfileWorker} left in its folder. */
  static StageProfile read(String workload, Path folder) throws IOException {
    Recorded recorded = Recorded.read(folder.resolve(ProfileWorker.RECORDED));
    return of(workload, recorded, Samples.read(folder.resolve(ProfileWorker.RECORDING)));
  }

  private static StageProfile of(String workload, Recorded recorded, Samples samples) {
    Map<Stage, Double> stages = new EnumMap<>(Stage.class);
    Map<Method, Double> methods = new HashMap<>();
    double javaWeight = recorded.nanos() / (double) Math.max(1, samples.ticks());
    double outsideWeight = recorded.nanos() / (double) Math.max(1, samples.clock());
    samples.eachInJava((stack, count) -> add(stack, count * javaWeight, stages, methods));
    samples.eachOutside((stack, count) -> add(stack, count * outsideWeight, stages, methods));
    double sum = stages.values().stream().mapToDouble(Double::doubleValue).sum();
    stages.replaceAll((stage, nanos) -> nanos / sum);
    methods.replaceAll((method, nanos) -> nanos / sum);
    double runNanos = recorded.runs() * 1e9;
    return new StageProfile(
        workload,
        recorded.runs(),
        recorded.nanos() / runNanos,
        recorded.javaNanos() / runNanos,
        Math.max(0, recorded.processNanos() - recorded.javaNanos()) / runNanos,
        recorded.compilerNanos() / runNanos,
        recorded.collectorNanos() / runNanos,
        stages,
        methods);
  }

  private static void add(
      List<String> stack, double nanos, Map<Stage, Double> stages, Map<Method, Double> methods) {
    Method place = place(stack);
    stages.merge(place.stage(), nanos, Double::sum);
    methods.merge(place, nanos, Double::sum);
  }

  /** Helpers of the JDK say nothing; the innermost method that does is the place. */
  private static Method place(List<String> stack) {
    for (String method : stack) {
      Optional<Stage> stage = Stage.of(method);
      if (stage.isPresent()) {
        return new Method(shortName(method), Stage.ofAll(stack).orElse(stage.get()));
      }
    }
    return new Method(shortName(stack.get(0)), Stage.OTHER);
  }

  private static String shortName(String method) {
    int name = method.lastIndexOf('.');
    return method.substring(method.lastIndexOf('.', name - 1) + 1);
  }
}
