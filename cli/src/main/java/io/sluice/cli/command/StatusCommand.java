package io.sluice.cli.command;

import io.sluice.cli.error.UsageException;
import io.sluice.cli.launch.LaunchPage;
import io.sluice.launch.LaunchRecord;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Lists launches and how they are. */
@Command(
    name = "status",
    header = "List what was launched, and how it is now.",
    description = {"Those that are not known to be over are asked for.", ""},
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
    LaunchContext context =
        LaunchContext.of(root, environment.find(root), LaunchContext.Stack.FOR_THE_LAKE);
    List<LaunchRecord> records = new ArrayList<>();
    if (runId == null) {
      context.records().all().stream()
          .limit(limit)
          .forEach(each -> records.add(now(context, each)));
    } else {
      records.add(now(context, context.record(runId)));
    }
    PrintWriter out = output.out();
    if (output.isJson()) {
      out.println(LaunchPage.json(records, runId != null));
    } else if (runId == null) {
      LaunchPage.table(records, out, root.surroundings().terminal());
    } else {
      LaunchPage.end(records.get(0), out);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  /** The record as it is now; what turns out to be over is kept as such. */
  private static LaunchRecord now(LaunchContext context, LaunchRecord record) {
    return record.end() != null || record.handle() == null
        ? record
        : context
            .launching()
            .ended(record, context.in(record).ways().named(record.way()).state(record.handle()));
  }
}
