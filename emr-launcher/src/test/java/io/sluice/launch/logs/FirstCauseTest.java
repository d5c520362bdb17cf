package io.sluice.launch.logs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FirstCauseTest {
  private static List<LogLine> lines(String... texts) {
    List<LogLine> lines = new ArrayList<>();
    for (String text : texts) {
      lines.add(new LogLine(Instant.ofEpochSecond(lines.size()), "glue driver", text));
    }
    return lines;
  }

  private static Cause cause(String... texts) {
    return found(texts).orElseThrow();
  }

  private static Optional<Cause> found(String... texts) {
    FirstCause first = new FirstCause();
    lines(texts).forEach(first::add);
    return FirstCause.of(List.of(first));
  }

  @Test
  void whatFollowedIsNotTheCause() {
    Cause cause =
        cause(
            "26/11/29 12:00:01 INFO SparkContext: Running Spark version 3.5.6",
            "26/11/29 12:00:02 WARN TaskSetManager: Lost task 3.0: java.lang.OutOfMemoryError",
            "26/11/29 12:00:03 ERROR Executor: Exception in task 3.1 (TID 9)",
            "java.lang.OutOfMemoryError: Java heap space",
            "\tat io.sluice.Some.thing(Some.java:1)",
            "org.apache.spark.SparkException: Job aborted due to stage failure",
            "sluice: the job failed",
            "task failed: Glue.AWSGlueException: Command failed with exit code 1");
    assertEquals("java.lang.OutOfMemoryError: Java heap space", cause.line().text());
    assertTrue(cause.meaning().contains("too little memory"), cause.meaning());
  }

  @Test
  void whatTheJobSaysToPeopleIsBetterThanATrace() {
    assertEquals(
        "sluice: orders.yml, line 3: unknown key 'sorce'; did you mean 'source'?",
        cause(
                "26/11/29 12:00:03 ERROR ApplicationMaster: User class threw an exception",
                "io.sluice.spec.SpecException: orders.yml",
                "sluice: orders.yml, line 3: unknown key 'sorce'; did you mean 'source'?",
                "execution failed: Sluice.Usage")
            .line()
            .text());
  }

  @Test
  void ofAChainOfExceptionsTheInnermostCounts() {
    assertEquals(
        "Caused by: java.nio.file.NoSuchFileException: /a/b",
        cause(
                "Exception in thread \"main\" java.lang.IllegalStateException: cannot begin",
                "\tat io.sluice.A.b(A.java:3)",
                "Caused by: java.io.UncheckedIOException: cannot open",
                "\tat io.sluice.C.d(C.java:4)",
                "\t... 7 more",
                "Caused by: java.nio.file.NoSuchFileException: /a/b",
                "\t... 9 more",
                "26/11/29 12:00:03 INFO ShutdownHookManager: Shutdown hook called",
                "Caused by: somethingelse.OfAnotherException")
            .line()
            .text());
  }

  @Test
  void causesThatServicesNameInTheirOwnWordsAreExplained() {
    explained("Container exited with a non-zero exit code 137", "too little memory");
    explained(
        "User: arn:aws:sts::1:assumed-role/x/y is not authorized to perform: glue:GetTable",
        "'sluice policies'");
    explained("2026-11-29T12:00:00Z 4a5b Task timed out after 60.06 seconds", "longer time-out");
    explained("java.io.IOException: No space left on device", "disk is full");
    explained("java.lang.UnsupportedClassVersionError: io/sluice/jobs/IngestMain", "Java older");
    explained("java.net.UnknownHostException: s3.us-east-2.amazonaws.com", "VPC endpoints");
    explained("Glue.ConcurrentRunsExceededException: Concurrent runs exceeded", "no room");
  }

  private static void explained(String line, String meaning) {
    Cause cause = cause("something before", line, "Command failed with exit code 1");
    assertEquals(line, cause.line().text());
    assertTrue(cause.meaning().contains(meaning), cause.meaning());
  }

  @Test
  void aRunThatIsWellHasNoCause() {
    assertEquals(
        Optional.empty(),
        found(
            "26/11/29 12:00:01 INFO SparkContext: Running",
            "26/11/29 12:00:02 WARN Utils: Service 'SparkUI' could not bind on port 4040",
            "committed 12 rows"));
  }

  @Test
  void whereNothingElseIsSaidTheStateIs() {
    assertEquals(
        "execution failed: Sluice.Failed",
        cause("enters 'Plan'", "execution failed: Sluice.Failed").line().text());
  }

  @Test
  void timesAreReadFromLines() {
    assertEquals(
        Optional.of(Instant.parse("2026-11-29T12:00:01Z")),
        LineTimes.of("26/11/29 12:00:01 INFO SparkContext: Running"));
    assertEquals(
        Optional.of(Instant.parse("2026-11-29T12:00:01.123Z")),
        LineTimes.of("[2026-11-29T12:00:01,123] INFO"));
    assertEquals(Optional.empty(), LineTimes.of("\tat io.sluice.A.b(A.java:3)"));
    assertEquals(Optional.empty(), LineTimes.of("26/13/41 12:00:01 is no date"));
  }
}
