package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.launch.LaunchPage;
import io.sluice.cli.launch.LaunchSeen;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.Trouble;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.core.exception.SdkException;

/** Lists launches and how they are. */
@Command(
    name = "status",
    header = "List what was launched, and how it is now.",
    description = {"Launches that are not known to have ended are looked up.", ""},
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice status --lake s3://bucket/lake",
      "  ./sluice status orders-20261129T101500-4f2a11 --output json"
    })
final class StatusCommand implements Callable<Integer> {
  @Parameters(arity = "0..1", paramLabel = "RUN", description = "Only this one.")
  private String runId;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Show at most N launches (default: ${DEFAULT-VALUE}).")
  private int limit = 20;

  @Mixin private PricesOption prices;

  @Mixin private EnvironmentOption environment;

  @Mixin private ResultOutput output;

  private final Sluice root;

  StatusCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (limit < 1) {
      throw new UsageException("--limit is " + limit + ": give a number of launches");
    }
    LaunchPage page = new LaunchPage(prices.list(root));
    LaunchContext context =
        LaunchContext.of(root, environment.find(root), LaunchContext.Stack.FOR_THE_LAKE);
    List<LaunchSeen> seen = new ArrayList<>();
    if (runId == null) {
      context.records().all(broken -> output.err().println("note: " + broken.getMessage())).stream()
          .limit(limit)
          .forEach(each -> seen.add(now(context, each)));
      output.err().flush();
    } else {
      seen.add(now(context, context.record(runId)));
    }
    PrintWriter out = output.out();
    if (output.isJson()) {
      out.println(page.jsonOf(seen, runId != null));
    } else if (runId == null) {
      page.table(seen, out, root.surroundings().terminal());
    } else {
      page.end(seen.get(0), out);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  /**
   * The record as it is now; what turns out to be over is kept as such. One that cannot be asked
   * for is told with the reason, and the others are asked nevertheless.
   */
  private static LaunchSeen now(LaunchContext context, LaunchRecord record) {
    if (record.end() != null || record.handle() == null) {
      return LaunchSeen.of(record);
    }
    try {
      return LaunchSeen.of(
          context
              .launching()
              .ended(record, context.in(record).ways().named(record.way()).state(record.handle())));
    } catch (SdkException e) {
      return new LaunchSeen(record, Trouble.words(e));
    } catch (LaunchException e) {
      return new LaunchSeen(record, e.getMessage());
    }
  }
}
