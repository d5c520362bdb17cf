package io.sluice.cli.command;

import io.sluice.cli.launch.Interrupts;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.cost.PriceList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Follows a launch that goes on. */
@Command(
    name = "attach",
    header = "Follow a launch again, from any machine.",
    description = {
      "Waits, with the same time-out, until what 'sluice launch' started has ended, and returns its"
          + " exit code. Of a launch that has ended already, it says how.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./sluice attach orders-20261129T101500-4f2a11 --lake s3://bucket/lake"})
final class AttachCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's id.")
  private String runId;

  @Option(
      names = "--on-interrupt",
      paramLabel = "ask|detach|cancel",
      description = "What Ctrl-C does to the run (default: ${DEFAULT-VALUE}, on a terminal).")
  private Interrupts.Choice onInterrupt = Interrupts.Choice.ASK;

  @Mixin private PricesOption prices;

  @Mixin private EnvironmentOption environment;

  @Mixin private ResultOutput output;

  private final Sluice root;

  AttachCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    PriceList itsPrices = prices.list(root);
    LaunchContext context =
        LaunchContext.of(root, environment.find(root), LaunchContext.Stack.FOR_THE_LAKE);
    LaunchRecord record = context.submitted(runId);
    return new LaunchFollower(root, context.in(record), output, onInterrupt, itsPrices)
        .followHolding(context.in(record).ways().named(record.way()), List.of(record));
  }
}
