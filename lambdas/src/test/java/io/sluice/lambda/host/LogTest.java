package io.sluice.lambda.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LogTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final Log log =
      Log.of(
          null,
          new PrintStream(bytes, true, StandardCharsets.UTF_8),
          Clock.fixed(Instant.parse("2026-11-29T20:00:00.123456Z"), ZoneOffset.UTC));

  @Test
  void aLineIsOneJsonObject() {
    log.with("run_id", "flights-000001")
        .with("file", "s3://in/매출.csv")
        .with("execution", "")
        .with("batch", null)
        .info("it has\narrived");
    assertEquals(
        "{\"time\":\"2026-11-29T20:00:00.123Z\",\"level\":\"INFO\",\"message\":\"it has\\n"
            + "arrived\",\"run_id\":\"flights-000001\",\"file\":\"s3://in/매출.csv\"}\n",
        bytes.toString(StandardCharsets.UTF_8));
  }

  @Test
  void aFailureSaysWhatAndWhere() {
    log.error("this failed", new IllegalStateException("no table"));
    String line = bytes.toString(StandardCharsets.UTF_8);
    assertTrue(line.contains("\"cause\":\"no table\""), line);
    assertTrue(line.contains("LogTest.aFailureSaysWhatAndWhere"), line);
    assertEquals(1, line.lines().count());
  }
}
