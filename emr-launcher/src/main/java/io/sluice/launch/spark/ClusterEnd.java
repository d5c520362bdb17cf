package io.sluice.launch.spark;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How an application is ended whose driver is in a cluster: by a command with the id by which
 * spark-submit named it. Kept in the attempt's folder, so that whichever process cancels can do it.
 *
 * @param name what the application is called, and where it is, for people
 * @param id a pattern that finds the id as its first group; the last match counts
 * @param command with {@link #ID} for the id
 * @param byHand what a person would run, likewise
 * @param search what a person would run who does not know the id
 */
record ClusterEnd(String name, String id, List<String> command, String byHand, String search) {
  static final String ID = "{id}";

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String FILE = "end-in-cluster.json";
  private static final String OUTPUT = "end-in-cluster.log";

  /** A JVM has to start, and ask a cluster that may be busy. */
  private static final long MOST_SECONDS = 120;

  ClusterEnd {
    command = List.copyOf(command);
  }

  void keep(Path attempt) throws IOException {
    Files.writeString(attempt.resolve(FILE), JSON.writeValueAsString(this));
  }

  /** That of an attempt; empty if its driver is on this machine. */
  static Optional<ClusterEnd> of(Path attempt) {
    Path file = attempt.resolve(FILE);
    try {
      return Files.exists(file)
          ? Optional.of(JSON.readValue(Files.readString(file), ClusterEnd.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is to be known before it was tried. */
  String untried() {
    return "its spark-submit was ended, and "
        + name
        + " may still be running: find it with '"
        + search
        + "'";
  }

  /**
   * Ends the application, once spark-submit is over.
   *
   * @param said what spark-submit printed
   * @return what became of it, for people
   */
  String carryOut(Path attempt, Path said) {
    Optional<String> found = find(said);
    if (found.isEmpty()) {
      return "its spark-submit was ended before it named what it had submitted. If "
          + name
          + " is still running, find it with '"
          + search
          + "', and end it with '"
          + byHand.replace(ID, "ID")
          + "'";
    }
    String its = found.get();
    List<String> line = command.stream().map(word -> word.replace(ID, its)).toList();
    String hand = byHand.replace(ID, its);
    Optional<String> failure = run(line, attempt);
    return failure.isEmpty()
        ? "it was cancelled, and with it " + its + " in the cluster (" + hand + ")"
        : "its spark-submit was ended, and "
            + its
            + " may still be running in the cluster: end it with '"
            + hand
            + "'. Here that failed: "
            + failure.get();
  }

  private Optional<String> find(Path said) {
    Pattern pattern = Pattern.compile(id);
    String last = null;
    if (!Files.exists(said)) {
      return Optional.empty();
    }
    // Whatever bytes a log may have; ids are ASCII.
    try (BufferedReader lines = Files.newBufferedReader(said, StandardCharsets.ISO_8859_1)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Matcher matcher = pattern.matcher(line);
        if (matcher.find()) {
          last = matcher.group(1);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return Optional.ofNullable(last);
  }

  /** Why it failed; empty if it did not. */
  private static Optional<String> run(List<String> line, Path attempt) {
    Path log = attempt.resolve(OUTPUT);
    try {
      Process process =
          new ProcessBuilder(line)
              .directory(attempt.toFile())
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      process.getOutputStream().close();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        return Optional.of(line.get(0) + " had not ended after " + MOST_SECONDS + " seconds");
      }
      return process.exitValue() == 0
          ? Optional.empty()
          : Optional.of(
              line.get(0) + " ended with exit code " + process.exitValue() + " (" + log + ")");
    } catch (IOException e) {
      return Optional.of(line.get(0) + " cannot be started: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("it was interrupted");
    }
  }
}
