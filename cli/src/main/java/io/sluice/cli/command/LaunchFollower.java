package io.sluice.cli.command;

import io.sluice.cli.launch.Interrupts;
import io.sluice.cli.launch.LaunchPage;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchWay;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Follows launches to their ends, and tells how they ended. */
final class LaunchFollower {
  private final Sluice root;
  private final LaunchContext context;
  private final ResultOutput output;
  private final Interrupts.Choice onInterrupt;

  LaunchFollower(
      Sluice root, LaunchContext context, ResultOutput output, Interrupts.Choice onInterrupt) {
    this.root = root;
    this.context = context;
    this.output = output;
    this.onInterrupt = onInterrupt;
  }

  /** Follows all of them; the largest of their exit codes. */
  @SuppressWarnings("try") // Open as long as somebody waits; there is nothing to ask it.
  int follow(LaunchWay way, List<LaunchRecord> started) {
    List<LaunchRecord> ended = new ArrayList<>();
    try (Interrupts interrupts = interrupts(way, started)) {
      for (LaunchRecord record : started) {
        ended.add(
            record.end() != null
                ? record
                : context
                    .launching()
                    .follow(way, record, state -> tell(record, state, started.size() > 1)));
      }
    }
    print(ended);
    return ended.stream().mapToInt(record -> record.end().exitCode()).max().orElse(ExitCodes.DONE);
  }

  private Interrupts interrupts(LaunchWay way, List<LaunchRecord> started) {
    String goesOn =
        "detached. To go on: "
            + started.stream()
                .map(record -> "sluice attach " + record.runId() + root.lakeOption())
                .collect(Collectors.joining("; "));
    boolean terminal = !root.surroundings().terminal().equals(Terminal.NONE);
    return new Interrupts(
        onInterrupt,
        terminal,
        root.surroundings().input(),
        output.err(),
        goesOn,
        () -> started.forEach(record -> way.cancel(record.handle())));
  }

  private void tell(LaunchRecord record, LaunchState state, boolean several) {
    PrintWriter err = output.err();
    err.println(
        (several ? record.runId() + ": " : "")
            + state.phase().name().toLowerCase(Locale.ROOT).replace('_', ' ')
            + (state.link().isEmpty() || state.phase().over() ? "" : "  " + state.link()));
    err.flush();
  }

  void print(List<LaunchRecord> records) {
    PrintWriter out = output.out();
    if (output.isJson()) {
      out.println(LaunchPage.json(records, true));
    } else {
      records.forEach(record -> LaunchPage.end(record, out));
    }
    out.flush();
  }
}
