package io.sluice.cli.terminal;

import java.util.Map;

/**
 * What standard output and standard error are.
 *
 * @param columns standard output's width; 0 if it is no terminal, or unknown
 */
public record Terminal(Colors colors, int columns, Progress progress) {
  /** Whether escape sequences may be written. */
  public enum Colors {
    ON,
    OFF
  }

  /** How a job shows on standard error how far it is. */
  public enum Progress {
    /** A bar that redraws itself. */
    BAR,
    /** A line now and then. */
    LINES
  }

  /** No terminal: a file, a pipe, a test. */
  public static final Terminal NONE = new Terminal(Colors.OFF, 0, Progress.LINES);

  /**
   * Those of this process. The start script looks at the file descriptors, because Java cannot tell
   * them apart.
   */
  public static Terminal ofProcess(Map<String, String> environment) {
    // https://no-color.org: any value but the empty one counts.
    boolean plain =
        !environment.getOrDefault("NO_COLOR", "").isEmpty()
            || "dumb".equals(environment.get("TERM"));
    boolean terminal = Boolean.getBoolean("sluice.terminal");
    return new Terminal(
        terminal && !plain ? Colors.ON : Colors.OFF,
        terminal ? Math.max(0, Integer.getInteger("sluice.columns", 0)) : 0,
        Boolean.getBoolean("sluice.error-terminal") && !"dumb".equals(environment.get("TERM"))
            ? Progress.BAR
            : Progress.LINES);
  }

  /** The text in an SGR style such as {@code "1"} (bold), or as it is. */
  public String styled(String sgr, String text) {
    return colors == Colors.ON ? "\u001b[" + sgr + "m" + text + "\u001b[0m" : text;
  }

  public String bold(String text) {
    return styled("1", text);
  }

  public String dim(String text) {
    return styled("2", text);
  }
}
