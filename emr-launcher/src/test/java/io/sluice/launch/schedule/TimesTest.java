package io.sluice.launch.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.launch.LaunchException;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void aTimeOfTheDayIsACronExpression() {
    assertEquals("cron(30 2 * * ? *)", Times.parse("02:30", "Europe/Berlin").expression());
    assertEquals("cron(0 14 * * ? *)", Times.parse(" 14:00 ", "UTC").expression());
    assertEquals("rate(6 hours)", Times.parse("rate(6 hours)", "UTC").expression());
    assertEquals(
        "at(2026-12-24T18:00:00)", Times.parse("at(2026-12-24T18:00:00)", "UTC").expression());
  }

  @Test
  void daylightSavingIsTold() {
    assertEquals(
        List.of(
            "2027-03-28: clocks go forward, there is no 02:30: no run on that day",
            "2027-10-31: clocks go back, 02:30 comes twice: one run"),
        Times.parse("02:30", "Europe/Berlin").changes(NOW));
    assertEquals(List.of(), Times.parse("04:30", "Europe/Berlin").changes(NOW));
    assertEquals(List.of(), Times.parse("02:30", "Asia/Seoul").changes(NOW));
    assertEquals(List.of(), Times.parse("rate(1 hour)", "Europe/Berlin").changes(NOW));
    // Lord Howe's clocks move by half an hour.
    assertEquals(
        List.of("2027-04-04: clocks go back, 01:45 comes twice: one run"),
        Times.parse("01:45", "Australia/Lord_Howe").changes(NOW));
    // On the edges: 02:00 does not exist, 03:00 does.
    assertEquals(1, forward("02:00"));
    assertEquals(0, forward("03:00"));
    assertEquals(0, forward("01:59"));
  }

  private static long forward(String time) {
    return Times.parse(time, "Europe/Berlin").changes(NOW).stream()
        .filter(each -> each.contains("forward"))
        .count();
  }

  @Test
  void whatIsNoTimeIsRefusedWithWhatToWrite() {
    refused("25:00", "UTC", "is not a time of day");
    refused("tomorrow", "UTC", "is not a time: write 02:30");
    refused("cron(0 2 * * *)", "UTC", "has 5 fields");
    refused("cron(0 2 * * * *)", "UTC", "exactly one of");
    refused("rate(1 hours)", "UTC", "no plural of one");
    refused("rate(0 hours)", "UTC", "not 0");
    refused("02:30", "Europe/Berln", "there is no time zone 'Europe/Berln'");
  }

  private static void refused(String text, String zone, String why) {
    String message =
        assertThrows(LaunchException.class, () -> Times.parse(text, zone)).getMessage();
    assertTrue(message.contains(why), message);
  }
}
