package io.sluice.cli.render;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.cli.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private static String printed(TextTable table, int columns) {
    StringWriter text = new StringWriter();
    table.print(
        new PrintWriter(text, true),
        new Terminal(Terminal.Colors.OFF, columns, Terminal.Progress.LINES),
        "");
    return text.toString();
  }

  @Test
  void cutsTheWidestColumnToTheTerminal() {
    TextTable table = new TextTable().left("a", "b").row("short", "x".repeat(40));
    assertEquals("a      b\nshort  xxxxxxxxxxxx…\n", printed(table, 20));
    assertEquals("a      b\nshort  " + "x".repeat(40) + "\n", printed(table, 0));
  }

  @Test
  void dataCannotTalkToTheTerminal() {
    TextTable table = new TextTable().left("a").row("\u001b[31mred\u0007\tx\r\ny");
    assertEquals("a\n\\x1b[31mred\\x07\\tx\\r\\ny\n", printed(table, 0));
  }

  @Test
  void widths() {
    assertEquals(4, DisplayWidth.of("한글"));
    assertEquals(1, DisplayWidth.of("e\u0301"));
    assertEquals(2, DisplayWidth.of("\uD83D\uDE00"));
    assertEquals("한…", DisplayWidth.shortened("한글", 3));
    assertEquals("한글", DisplayWidth.shortened("한글", 4));
  }

  @Test
  void numbersForPeople() {
    assertEquals("999 B", Cells.bytes(999));
    assertEquals("1.0 MB", Cells.bytes(999_960));
    assertEquals("766.0 MB", Cells.bytes(766_000_000));
    assertEquals("1,234,567", Cells.count(1_234_567));
    assertEquals("1 min 05 s", Cells.seconds(65.2));
    assertEquals("2 h 03 min", Cells.seconds(7_380));
  }
}
