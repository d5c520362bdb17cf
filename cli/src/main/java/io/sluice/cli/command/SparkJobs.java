package io.sluice.cli.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchTarget.JobResult;
import io.sluice.spec.lake.LakeLocation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Starts jobs of Spark's, in a process of their own. */
final class SparkJobs {
  /** Codes by which Spark ends a process by itself (its SparkExitCode). */
  private static final int OUT_OF_MEMORY = 52;

  private static final Set<Integer> SPARK_CODES = Set.of(50, 51);

  /** Codes of a process that a signal ended: this and the signal's number. */
  private static final int SIGNAL = 128;

  private static final int LAST_SIGNAL = 64;
  private static final int KILL = SIGNAL + 9;

  /** Signals by which a JVM crashes: ILL, TRAP, ABRT, BUS, FPE, SEGV. */
  private static final Set<Integer> CRASHES = Set.of(4, 5, 6, 7, 8, 11);

  /** What a job ends with that was interrupted, having undone its run and said so. */
  private static final Set<Integer> INTERRUPTED = Set.of(130, 143);

  private static final String ROOM_FOR_MORE =
      "give it a larger heap (SLUICE_HEAP=4g), or fewer processors (--master 'local[1]')";

  private final Sluice root;
  private final PrintWriter err;

  SparkJobs(Sluice root, PrintWriter err) {
    this.root = root;
    this.err = err;
  }

  /**
   * Runs a job over specs. A job that did not come to its own end, be it killed, ended with a code
   * that is none of {@link ExitCodes}, or without the result that is due, is told on standard
   * error.
   *
   * @param lake into which they ingest
   * @param master Spark's
   * @return with an exit code as documented, and with either a whole JSON document or nothing
   */
  JobResult run(String mainClass, List<SpecFile> specs, LakeLocation lake, String master) {
    List<String> arguments = new ArrayList<>();
    specs.forEach(spec -> arguments.add(spec.location()));
    arguments.add("--lake");
    arguments.add(lake.root());
    arguments.add("--progress");
    arguments.add(root.surroundings().terminal().progress().name().toLowerCase(Locale.ROOT));
    if (root.verbose()) {
      arguments.add("--verbose");
    }
    JobResult result =
        root.surroundings().target().run(new JobRequest(mainClass, arguments, master));
    int code = result.exitCode();
    boolean whole = isJson(result.output());
    if (INTERRUPTED.contains(code) || code == ExitCodes.FAILED || code == ExitCodes.USAGE) {
      return whole ? result : new JobResult(code, "");
    }
    if (whole && (code == ExitCodes.DONE || code == ExitCodes.REFUSED)) {
      return result;
    }
    err.println(
        "sluice: " + whatHappened(code) + ". The next run finishes or undoes what the job left");
    err.flush();
    return new JobResult(ExitCodes.FAILED, whole ? result.output() : "");
  }

  private static boolean isJson(String output) {
    try {
      return !new ObjectMapper()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .readTree(output)
          .isMissingNode();
    } catch (JsonProcessingException e) {
      return false;
    }
  }

  private static String whatHappened(int code) {
    if (code == OUT_OF_MEMORY) {
      return "the job ran out of memory: " + ROOM_FOR_MORE;
    }
    if (SPARK_CODES.contains(code)) {
      return "Spark ended the job because of an error that it could not handle; --verbose shows it";
    }
    if (code == KILL) {
      return "the job was killed (signal 9). Most often the machine, or the container, had no"
          + " memory left: use a larger one, a smaller heap (SLUICE_HEAP), or fewer"
          + " processors (--master 'local[1]')";
    }
    int signal = code - SIGNAL;
    if (CRASHES.contains(signal)) {
      return "the job's JVM crashed (signal "
          + signal
          + "): a file hs_err_pid*.log in this folder says where. If it was memory, "
          + ROOM_FOR_MORE;
    }
    if (signal > 0 && signal <= LAST_SIGNAL) {
      return "the job was ended from outside (signal " + signal + ")";
    }
    if (code == ExitCodes.REFUSED) {
      // By this code a JVM ends, too, that is told to by -XX:+ExitOnOutOfMemoryError.
      return "the job ended with code 3 and without a report, as a JVM does that runs out of"
          + " memory: "
          + ROOM_FOR_MORE;
    }
    return "the job ended with code " + code + " and without its result; --verbose shows more";
  }
}
