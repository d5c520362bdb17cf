package io.sluice.cli.command;

import io.sluice.cli.launch.Interrupts;
import io.sluice.cli.launch.Interrupts.Fate;
import io.sluice.cli.launch.LaunchPage;
import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.cost.PriceList;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Follows launches to their ends, and tells how they ended. */
final class LaunchFollower {
  private final Sluice root;
  private final LaunchContext context;
  private final ResultOutput output;
  private final Interrupts.Choice onInterrupt;
  private final LaunchPage page;

  /**
   * @param prices by which what was used is reckoned
   */
  LaunchFollower(
      Sluice root,
      LaunchContext context,
      ResultOutput output,
      Interrupts.Choice onInterrupt,
      PriceList prices) {
    this.root = root;
    this.context = context;
    this.output = output;
    this.onInterrupt = onInterrupt;
    this.page = new LaunchPage(prices);
  }

  LaunchContext context() {
    return context;
  }

  /** Follows all of them, and holds as long; the largest of their exit codes. */
  @SuppressWarnings("try") // Open as long as somebody waits; there is nothing to ask it.
  int followHolding(LaunchWay way, List<LaunchRecord> started) {
    try (Interrupts interrupts = interrupts(() -> allStarted(way, started))) {
      return follow(way, started);
    }
  }

  /** Follows all of them; the largest of their exit codes. */
  int follow(LaunchWay way, List<LaunchRecord> started) {
    List<LaunchRecord> ended = new ArrayList<>();
    for (LaunchRecord record : started) {
      ended.add(
          record.end() != null
              ? record
              : context
                  .launching()
                  .follow(way, record, state -> tell(record, state, started.size() > 1)));
    }
    print(ended);
    return ended.stream().mapToInt(record -> record.end().exitCode()).max().orElse(ExitCodes.DONE);
  }

  /**
   * Holds from before the first launch is submitted, so that no moment is without an answer. Who
   * interrupts before all are submitted learns how to find what may run by then; nothing is
   * cancelled, for nobody knows yet what there is.
   *
   * @param runId of the order
   * @param launches how many will be submitted
   * @param started what is known to be submitted; grows
   */
  Interrupts hold(LaunchWay way, String runId, int launches, List<LaunchRecord> started) {
    return interrupts(
        () ->
            started.size() < launches
                ? new Fate(Interrupts.Choice.DETACH, submitting(runId, started), () -> {})
                : allStarted(way, started));
  }

  private Interrupts interrupts(Supplier<Fate> fate) {
    boolean terminal = !root.surroundings().terminal().equals(Terminal.NONE);
    return new Interrupts(fate, terminal, root.surroundings().input(), output.err());
  }

  private Fate allStarted(LaunchWay way, List<LaunchRecord> started) {
    return new Fate(
        onInterrupt, goesOn(started), () -> started.forEach(record -> way.cancel(record.handle())));
  }

  private String submitting(String runId, List<LaunchRecord> started) {
    return (started.isEmpty() ? "" : goesOn(started) + "\n")
        + "interrupted while run "
        + runId
        + " was submitted: 'sluice launch' with --run-id "
        + runId
        + " finds what was submitted, and submits the rest";
  }

  private String goesOn(List<LaunchRecord> started) {
    return "detached. To follow it again: "
        + started.stream()
            .map(record -> "sluice attach " + record.runId() + root.lakeOption())
            .collect(Collectors.joining("; "));
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
      out.println(page.json(records, true));
    } else {
      records.forEach(record -> page.end(record, out));
    }
    out.flush();
  }
}
