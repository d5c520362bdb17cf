package io.sluice.launch.size;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Chooses workers: so many that the work is done in about {@link #AIM}, for more would mostly pay
 * for their own start, and so large that a driver has no more than {@link #MOST_WORKERS} of them.
 */
public final class Sizing {
  /** How long the work itself should take, in seconds. */
  static final double AIM = 600;

  /** With more executors a driver is busy with them, and one that is lost costs more. */
  static final int MOST_WORKERS = 100;

  private static final List<Machine> GLUE =
      Stream.of("G.1X", "G.2X", "G.4X", "G.8X").map(Machine::ofGlue).toList();

  private static final List<Machine> SERVERLESS =
      List.of(
          new Machine("4 vCPU, 16 GB", 4, 16, 1),
          new Machine("8 vCPU, 32 GB", 8, 32, 1),
          new Machine("16 vCPU, 64 GB", 16, 64, 1));
  private static final List<Machine> INSTANCES =
      List.of(
          new Machine("m5.xlarge", 4, 16, 1),
          new Machine("m5.2xlarge", 8, 32, 1),
          new Machine("m5.4xlarge", 16, 64, 1));

  /** Sizes that Fargate has. */
  private static final List<Machine> CONTAINERS =
      List.of(
          new Machine("1 vCPU, 4 GB", 1, 4, 1),
          new Machine("2 vCPU, 8 GB", 2, 8, 1),
          new Machine("4 vCPU, 16 GB", 4, 16, 1),
          new Machine("8 vCPU, 32 GB", 8, 32, 1),
          new Machine("16 vCPU, 64 GB", 16, 64, 1));

  /** Memory decides. */
  private static final List<Machine> FUNCTIONS =
      List.of(
          new Machine("2048 MB", 1, 2, 2),
          new Machine("4096 MB", 2, 4, 4),
          new Machine("8192 MB", 4, 8, 8),
          new Machine("10240 MB", 5, 10, 10));

  /** A function is stopped after 900 s, and gives up at 70 % of that to undo what it did. */
  private static final double FUNCTION_SECONDS = 630;

  /** Lambda gives a processor for each of these. */
  private static final double PROCESSOR_MB = 1769;

  private static final int GIGABYTE = 1024;

  /** Until the first task begins, in seconds, as a rule. */
  private static final Map<String, Double> STARTS =
      Map.of("glue", 75.0, "emr", 420.0, "emr-serverless", 120.0, "batch", 60.0, "lambda", 5.0);

  private Sizing() {}

  /** The ways that sizes are known of, in the order in which they are told. */
  public static List<String> ways() {
    return List.of("lambda", "batch", "glue", "emr-serverless", "emr");
  }

  /**
   * How a way does some work.
   *
   * @param mostWorkers the most that may be taken, that of the driver among them
   * @return empty for a way whose machines are not ours to choose
   */
  public static Optional<Size> of(String way, Work work, int mostWorkers) {
    return switch (way) {
      case "glue" -> Optional.of(cluster(way, GLUE, work, mostWorkers));
      case "emr-serverless" -> Optional.of(cluster(way, SERVERLESS, work, mostWorkers));
      case "emr" -> Optional.of(cluster(way, INSTANCES, work, mostWorkers));
      case "batch" -> Optional.of(single(way, CONTAINERS, work));
      case "lambda" -> Optional.of(function(single(way, FUNCTIONS, work)));
      default -> Optional.empty();
    };
  }

  /**
   * How workers that somebody chose do some work.
   *
   * @param way one of a cluster
   * @param least how many there are even where fewer are enough, that of the driver among them
   * @param most how many there may be
   */
  public static Size chosen(String way, Machine machine, int least, int most, Work work) {
    long busy = (work.parts() + machine.processors() - 1) / machine.processors() + 1;
    int workers = (int) Math.max(Math.max(2, least), Math.min(busy, most));
    double start = STARTS.get(way);
    double seconds = start + work.seconds((workers - 1) * machine.processors());
    return new Size(machine, workers, seconds, start, "");
  }

  /**
   * How one machine that somebody chose does some work.
   *
   * @param way one of a single machine
   */
  public static Size chosen(String way, Machine machine, Work work) {
    double start = STARTS.get(way);
    return new Size(machine, 1, start + work.seconds(machine.processors()), start, "");
  }

  /**
   * How a function of some memory does some work: with less than a processor's it has a part of
   * one.
   */
  public static Size function(int memoryMb, Work work) {
    double processors = memoryMb / PROCESSOR_MB;
    int whole = Math.max(1, (int) processors);
    Machine machine =
        new Machine(
            memoryMb + " MB", whole, upwards(memoryMb, GIGABYTE), memoryMb / (double) GIGABYTE);
    double start = STARTS.get("lambda");
    double seconds = start + work.seconds(whole) / Math.min(1, processors);
    return function(new Size(machine, 1, seconds, start, ""));
  }

  private static Size cluster(String way, List<Machine> machines, Work work, int mostWorkers) {
    int most = Math.max(2, mostWorkers);
    int processors = work.processors(AIM);
    Machine chosen = machines.get(machines.size() - 1);
    for (Machine each : machines) {
      if (upwards(processors, each.processors()) <= MOST_WORKERS) {
        chosen = each;
        break;
      }
    }
    // One of them is the driver's.
    int workers = Math.min(most, upwards(processors, chosen.processors()) + 1);
    double start = STARTS.get(way);
    double seconds = start + work.seconds((workers - 1) * chosen.processors());
    return new Size(chosen, workers, seconds, start, "");
  }

  private static Size single(String way, List<Machine> machines, Work work) {
    int processors = work.processors(AIM);
    Machine chosen =
        machines.stream()
            .filter(each -> each.processors() >= processors)
            .findFirst()
            .orElse(machines.stream().max(Comparator.comparingInt(Machine::processors)).get());
    return chosen(way, chosen, work);
  }

  private static Size function(Size size) {
    return size.seconds() <= FUNCTION_SECONDS
        ? size
        : new Size(
            size.machine(),
            size.workers(),
            size.seconds(),
            size.startSeconds(),
            "a function has "
                + (int) FUNCTION_SECONDS
                + " s, and this takes about "
                + (long) size.seconds()
                + ": take glue or emr-serverless");
  }

  private static int upwards(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }
}
