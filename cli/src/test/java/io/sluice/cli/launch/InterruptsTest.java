package io.sluice.cli.launch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.cli.launch.Interrupts.Choice;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class InterruptsTest {
  @Test
  void whoSitsThereIsAskedAndTheRunGoesOnWithoutAnAnswer() {
    assertEquals(Choice.CANCEL, decide(Choice.ASK, true, "c\n"));
    assertEquals(Choice.CANCEL, decide(Choice.ASK, true, " Cancel\n"));
    assertEquals(Choice.DETACH, decide(Choice.ASK, true, "d\n"));
    assertEquals(Choice.DETACH, decide(Choice.ASK, true, "\n"));
    assertEquals(Choice.DETACH, decide(Choice.ASK, true, ""));
  }

  @Test
  void whereNobodySitsTheRunGoesOnUnlessTheCommandLineSaysOtherwise() {
    assertEquals(Choice.DETACH, decide(Choice.ASK, false, "c\n"));
    assertEquals(Choice.CANCEL, decide(Choice.CANCEL, false, ""));
    assertEquals(Choice.DETACH, decide(Choice.DETACH, true, "c\n"));
  }

  private static Choice decide(Choice choice, boolean terminal, String input) {
    try (Interrupts interrupts =
        new Interrupts(
            () -> new Interrupts.Fate(choice, "goes on", () -> {}),
            terminal,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            new PrintWriter(new StringWriter()))) {
      return interrupts.decide(choice);
    }
  }
}
