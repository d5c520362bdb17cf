package io.sluice.lambda.outcome;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a batch is started again. Not by a redrive, which would begin at the end that the execution
 * came to; and under another name, since one stays taken for months.
 */
final class Restart {
  private static final Pattern ARN =
      Pattern.compile("(arn:[^:]+:states:[^:]+:[^:]+):execution:([^:]+):(.+?)(?:-r([0-9]{1,6}))?");

  private Restart() {}

  /** The command; empty if it is not known which execution this was. */
  static Optional<String> command(Ending ending) {
    Matcher parts = ARN.matcher(ending.execution());
    if (!parts.matches()) {
      return Optional.empty();
    }
    int next = parts.group(4) == null ? 2 : Integer.parseInt(parts.group(4)) + 1;
    return Optional.of(
        "aws stepfunctions start-execution --state-machine-arn "
            + parts.group(1)
            + ":stateMachine:"
            + parts.group(2)
            + " --name "
            + parts.group(3)
            + "-r"
            + next
            + " --input '{\"dataset\":\""
            + ending.dataset()
            + "\",\"batch\":\""
            + ending.batch()
            + "\"}'");
  }
}
