package io.sluice.cli.command;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.lake.AwsLedgerFactory;
import io.sluice.aws.lake.Inboxes;
import io.sluice.aws.lake.LakeOnS3;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.Known;
import io.sluice.cli.launch.LakeLaunchRecords;
import io.sluice.cli.redrive.DeadLetters;
import io.sluice.cli.redrive.FailedBatches;
import io.sluice.cli.redrive.FailedLargeRuns;
import io.sluice.cli.redrive.FailedRuns;
import io.sluice.cli.redrive.Repeats;
import io.sluice.cli.redrive.Sent;
import io.sluice.cli.redrive.Trial;
import io.sluice.deploy.DeployedStack;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.Ledger;
import io.sluice.spec.lake.LakeLocation;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sqs.SqsClient;

/** Sends again what failed. */
@Command(
    name = "redrive",
    header = "Send again what failed in the flow on AWS; nothing is ingested twice.",
    description = {
      "letters: events in the dead-letter queue go to where they were to go. batches: those that"
          + " failed are started again, on Glue or on EMR Serverless as before. runs: runs of the"
          + " stack's Glue job and of its application of EMR Serverless that failed and belong to no"
          + " batch are started again with the same arguments, workers and time-out; those that"
          + " were refused or wrongly asked (exit codes 3 and 2) are not. All three unless some are"
          + " named.",
      "",
      "What is running is left alone, and repeating the command does no harm.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice redrive --dry-run",
      "  ./sluice redrive letters",
      "  ./sluice redrive batches --dataset flights --outcome usage"
    })
final class RedriveCommand implements Callable<Integer> {
  /** What can be sent again. */
  enum What {
    LETTERS,
    BATCHES,
    RUNS
  }

  /** How a batch may have ended that is started again. */
  enum Ended {
    FAILED,
    USAGE
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "WHAT",
      description = "What to send again: letters, batches, runs.")
  private List<What> named = List.of();

  @Mixin private StackOption stack;

  @Option(
      names = "--dataset",
      paramLabel = "DATASET",
      description = "Only batches of this dataset.")
  private String dataset;

  @Option(
      names = "--outcome",
      paramLabel = "failed|usage",
      description =
          "Batches that ended so (default: ${DEFAULT-VALUE}). 'usage' is for after a spec was"
              + " corrected.")
  private Ended outcome = Ended.FAILED;

  @Option(
      names = "--newest",
      paramLabel = "N",
      description =
          "Look at the newest N batches of each dataset, and runs (default: ${DEFAULT-VALUE}).")
  private int newest = 100;

  @Option(names = "--dry-run", description = "Only say what would be sent.")
  private boolean dryRun;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    if (newest < 1) {
      throw new UsageException("--newest is " + newest + ": give a number from 1 on");
    }
    AwsSettings settings = stack.settings();
    Map<String, String> outputs = DeployedStack.find(settings, stack.name()).outputs();
    Set<What> what = named.isEmpty() ? EnumSet.allOf(What.class) : EnumSet.copyOf(named);
    Trial trial = dryRun ? Trial.NAME_ONLY : Trial.SEND;
    List<Sent> sent = new ArrayList<>();
    if (what.contains(What.LETTERS)) {
      sent.addAll(letters(settings, outputs, trial));
    }
    LakeLocation lake = new LakeLocation(outputs.get("LakeLocation"));
    LakeOnS3.reach(lake, settings);
    Inbox inbox = Inboxes.open(lake);
    if (what.contains(What.BATCHES)) {
      sent.addAll(batches(settings, outputs, inbox, trial));
    }
    if (what.contains(What.RUNS)) {
      try (Ledger ledger = new AwsLedgerFactory().open(lake)) {
        LakeLaunchRecords records = new LakeLaunchRecords(lake, Storages.of(lake));
        sent.addAll(runs(settings, outputs, new Repeats(inbox, ledger, records), trial));
      }
    }
    tell(sent);
    return ExitCodes.DONE;
  }

  private static List<Sent> letters(
      AwsSettings settings, Map<String, String> outputs, Trial trial) {
    try (SqsClient sqs = AwsClients.configured(SqsClient.builder(), settings).build();
        LambdaClient lambda = AwsClients.configured(LambdaClient.builder(), settings).build()) {
      return new DeadLetters(sqs, lambda, trial)
          .send(outputs.get("DeadLettersQueue"), outputs.get("ArrivalsQueue"));
    }
  }

  private List<Sent> batches(
      AwsSettings settings, Map<String, String> outputs, Inbox inbox, Trial trial) {
    List<String> datasets = inbox.datasets();
    if (dataset != null && !datasets.contains(dataset)) {
      throw new UsageException(Known.unknown("dataset", dataset, datasets));
    }
    List<Sent> sent = new ArrayList<>();
    try (SfnClient sfn = AwsClients.configured(SfnClient.builder(), settings).build()) {
      FailedBatches failed = new FailedBatches(inbox, sfn, outputs.get("MachineArn"), trial);
      for (String each : dataset == null ? datasets : List.of(dataset)) {
        sent.addAll(failed.start(each, newest, Set.of(outcome.name().toLowerCase(Locale.ROOT))));
      }
    }
    return sent;
  }

  private List<Sent> runs(
      AwsSettings settings, Map<String, String> outputs, Repeats repeats, Trial trial) {
    List<Sent> sent = new ArrayList<>();
    sent.addAll(
        new FailedRuns(AwsClients.glue(settings), repeats, trial)
            .start(outputs.get("JobName"), newest));
    String application = outputs.getOrDefault("ServerlessApplicationId", "");
    if (!application.isEmpty()) {
      try (EmrServerlessClient client =
          AwsClients.configured(EmrServerlessClient.builder(), settings).build()) {
        sent.addAll(
            new FailedLargeRuns(client, Clock.systemUTC(), repeats, trial)
                .start(application, newest));
      }
    }
    return sent;
  }

  private void tell(List<Sent> sent) {
    PrintWriter out = spec.commandLine().getOut();
    for (Sent each : sent) {
      out.printf("%-7s %s%n        %s%n", each.kind(), each.name(), each.how());
    }
    out.println(
        sent.isEmpty()
            ? "nothing to send again"
            : sent.size() + (dryRun ? " would be sent again" : " sent again"));
    out.flush();
  }
}
