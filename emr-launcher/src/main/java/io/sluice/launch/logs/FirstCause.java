package io.sluice.launch.logs;

import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Finds the line that says why a run failed. What comes late is mostly what followed from it: a
 * killed executor ends in "Job aborted", that in "exit code 1", and that in a failed state. So
 * lines have ranks, by what they can follow from, and the earliest of the best rank counts. Lines
 * are looked at as they are read, and only the best one is kept.
 */
final class FirstCause {
  private enum Rank {
    /** Nothing else explains it. */
    ROOT,
    /** The message that a job or the command line ends with: it is written for people. */
    TOLD,
    /** An exception; of a chain the last "Caused by" is the one that counts. */
    THROWN,
    /** Something failed. */
    ERROR,
    /** What says only that something failed. */
    FOLLOWED
  }

  /**
   * A kind of line.
   *
   * @param not what such a line must not have in it
   */
  private record Kind(Rank rank, Pattern pattern, Pattern not, String meaning) {}

  private static final Pattern TRACE = Pattern.compile("\\s+(?:at |\\.\\.\\. |Suppressed: )");
  private static final Pattern NEVER = Pattern.compile("(?!)");

  private static final List<Kind> KINDS =
      List.of(
          root(
              "OutOfMemoryError|Java heap space|GC overhead limit|Metaspace",
              "it had too little memory: take a larger worker type, or more workers"),
          root(
              "exit(?:ed with| )?(?:code|status)[ :=]*137|Killed by external signal|Container killed"
                  + " by YARN|exceeding (?:physical )?memory|OOMKilled|SIGKILL",
              "the system killed it, mostly because it had too little memory: take a larger worker"
                  + " type"),
          root(
              "No space left on device",
              "a worker's disk is full: take a larger worker type, or more workers"),
          root(
              "is not authorized to perform|Access ?Denied|AccessDenied(?:Exception)?\\b|Status Code:"
                  + " 403",
              "a right is missing: 'sluice doctor' compares the roles with what they need, 'sluice"
                  + " policies' prints that"),
          root(
              "ExpiredToken|security token included in the request is expired",
              "the credentials expired during the run: those of a role are renewed, the keys of a "
                  + "session are not"),
          root(
              "Task timed out after [0-9.]+ seconds|exceeded its time-?out|Job run exceeded"
                  + "|States\\.Timeout|task timed out",
              "it took longer than it may: a longer time-out, more workers, or smaller batches"),
          root(
              "UnsupportedClassVersionError",
              "it runs on a Java older than 17: Glue 5.1, EMR 7, java17.al2023"),
          root(
              "ClassNotFoundException|NoClassDefFoundError|NoSuchMethodError",
              "the jar does not fit what runs it: 'sluice doctor' says whether it is current"),
          root(
              "UnknownHostException|Connect(?:ion)? timed out|ConnectTimeoutException|Unable to execute"
                  + " HTTP request",
              "it does not reach AWS: look at subnets, VPC endpoints and fs.s3a.endpoint.region"),
          root(
              "ResourceNumberLimitExceeded|ConcurrentRunsExceeded|InsufficientInstanceCapacity"
                  + "|InsufficientFreeAddresses|MaxVcpu",
              "the account or the region has no room for it now: 'sluice doctor' looks at quotas"),
          new Kind(Rank.TOLD, Pattern.compile("^sluice(?: \\w+)?: .+"), NEVER, ""),
          new Kind(
              Rank.THROWN,
              Pattern.compile("\\b(?:[a-z_0-9]+\\.)+[A-Z]\\w*(?:Exception|Error)\\b"),
              Pattern.compile(
                  "^\\s+at |Job aborted|SparkException: Job \\d+ cancelled|InterruptedException"
                      + "|\\bWARN\\b|Command failed with exit code"),
              ""),
          new Kind(
              Rank.ERROR,
              Pattern.compile("\\bERROR\\b|\\bFATAL\\b|\"level\": ?\"ERROR\""),
              Pattern.compile("ShutdownHookManager|Utils: Uncaught exception in thread"),
              ""),
          new Kind(
              Rank.FOLLOWED,
              Pattern.compile(
                  "task failed|function failed|execution failed|execution was stopped|Job aborted"
                      + "|Command failed with exit code|exitCode: [1-9]"),
              NEVER,
              ""));

  /** The best line so far of one log. */
  private static final class Found {
    private final Rank rank;
    private final LogLine begins;
    private final String meaning;
    private LogLine tells;
    private boolean inTrace;

    Found(Kind kind, LogLine line) {
      this.rank = kind.rank;
      this.meaning = kind.meaning;
      this.begins = line;
      this.tells = line;
      this.inTrace = rank == Rank.THROWN;
    }

    /** Of a stack trace the last exception that it was caused by counts. */
    void follow(LogLine line) {
      if (!inTrace) {
        return;
      }
      if (line.text().startsWith("Caused by: ")) {
        tells = line;
      } else {
        inTrace = TRACE.matcher(line.text()).lookingAt();
      }
    }
  }

  private final Map<String, Found> bySource = new LinkedHashMap<>();

  FirstCause() {}

  private static Kind root(String pattern, String meaning) {
    // A state machine's history repeats what its tasks said: they are asked first.
    return new Kind(Rank.ROOT, Pattern.compile(pattern), Pattern.compile("\\bWARN\\b"), meaning);
  }

  /** Looks at the next line of its log. */
  void add(LogLine line) {
    Found best = bySource.get(line.source());
    if (best != null) {
      best.follow(line);
    }
    for (Kind kind : KINDS) {
      if (best != null && kind.rank.compareTo(best.rank) >= 0) {
        return;
      }
      if (kind.pattern.matcher(line.text()).find() && !kind.not.matcher(line.text()).find()) {
        bySource.put(line.source(), new Found(kind, line));
        return;
      }
    }
  }

  /**
   * The best of several.
   *
   * @param all in the order in which lines of the same time and rank count
   * @return empty if no line said that something failed
   */
  static Optional<Cause> of(Collection<FirstCause> all) {
    return all.stream()
        .flatMap(each -> each.bySource.values().stream())
        .min(
            Comparator.comparing((Found found) -> found.rank)
                .thenComparing(found -> found.begins.at()))
        .map(found -> new Cause(found.tells, found.meaning));
  }
}
