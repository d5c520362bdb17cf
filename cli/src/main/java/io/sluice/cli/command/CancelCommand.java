package io.sluice.cli.command;

import io.sluice.cli.launch.Interrupts;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.cost.PriceList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Ends a launch and the compute that was made for it. */
@Command(
    name = "cancel",
    header = "End a launch, and the compute that was made for it.",
    description = {
      "Waits until it is over. An ingest that is cancelled is undone, by itself or by the next run;"
          + " one that had committed already stays.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {"  ./sluice cancel orders-20261129T101500-4f2a11"})
final class CancelCommand implements Callable<Integer> {
  @Parameters(paramLabel = "RUN", description = "The run's id.")
  private String runId;

  @Mixin private PricesOption prices;

  @Mixin private EnvironmentOption environment;

  @Mixin private ResultOutput output;

  private final Sluice root;

  CancelCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    PriceList itsPrices = prices.list(root);
    LaunchContext found =
        LaunchContext.of(root, environment.find(root), LaunchContext.Stack.FOR_THE_LAKE);
    LaunchRecord record = found.submitted(runId);
    LaunchContext context = found.in(record);
    LaunchWay way = context.ways().named(record.way());
    if (record.end() == null) {
      way.cancel(record.handle());
    }
    new LaunchFollower(root, context, output, Interrupts.Choice.DETACH, itsPrices)
        .followHolding(way, List.of(record));
    return ExitCodes.DONE;
  }
}
