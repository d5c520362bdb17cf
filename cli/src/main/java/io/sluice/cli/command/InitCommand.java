package io.sluice.cli.command;

import io.sluice.aws.S3Settings.Addressing;
import io.sluice.aws.S3Settings.Encryption;
import io.sluice.aws.S3Settings.Payer;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.aws.lake.LakeMaker.Made;
import io.sluice.aws.lake.LakeSettings;
import io.sluice.aws.lake.LakeSettings.CatalogKind;
import io.sluice.spec.lake.LakeLocation;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Makes a lake on S3. */
@Command(
    name = "init",
    header = "Make a lake on S3.",
    description = {
      "Makes the DynamoDB table of the lake's ledger, with point-in-time recovery and protection"
          + " against deletion, and writes the lake's settings into it, as the object"
          + " _sluice/lake.json: every other command then needs only --lake. The bucket must be"
          + " there. Region, endpoint, credentials and profile are those of the standard AWS"
          + " environment (AWS_REGION, AWS_PROFILE, AWS_ENDPOINT_URL, ...).",
      "",
      "A lake in a folder needs no 'init': the first ingest makes it.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice init --lake s3://my-lake/prod",
      "  ./sluice init --lake s3://my-lake --kms-key alias/lake",
      "",
      "Exit codes: 0 done, also if it was there already; 1 failed; 2 wrong usage, or there is a"
          + " lake with other settings."
    })
final class InitCommand implements Callable<Integer> {
  @Option(
      names = "--ledger-table",
      paramLabel = "NAME",
      description = "The DynamoDB table (default: sluice-, and the lake's bucket and prefix).")
  private String ledgerTable;

  @Option(
      names = "--catalog",
      paramLabel = "glue",
      description = "Where tables are described (default: ${DEFAULT-VALUE}).")
  private CatalogKind catalog = CatalogKind.GLUE;

  @Option(
      names = "--region",
      paramLabel = "REGION",
      description = "Of table and catalog (default: what each process's environment says).")
  private String region = "";

  @Option(
      names = "--encryption",
      paramLabel = "bucket_default|sse_s3|sse_kms",
      description = "How objects are encrypted (default: as the bucket says).")
  private Encryption encryption;

  @Option(
      names = "--kms-key",
      paramLabel = "KEY",
      description = "Encrypt with this KMS key: id, ARN or alias. Means --encryption sse_kms.")
  private String kmsKey = "";

  @Option(
      names = "--path-style",
      description = "Address buckets in the URL's path, as most stores other than AWS's require.")
  private boolean pathStyle;

  @Option(names = "--requester-pays", description = "Pay for requests to buckets of others.")
  private boolean requesterPays;

  @Spec private CommandSpec spec;

  private final Sluice root;

  InitCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    LakeLocation lake = root.lake();
    LakeSettings settings =
        new LakeSettings(
            LakeSettings.VERSION,
            ledgerTable == null ? LakeMaker.ledgerTable(lake) : ledgerTable,
            catalog,
            region,
            encryption(),
            kmsKey,
            pathStyle ? Addressing.PATH : Addressing.VIRTUAL_HOST,
            requesterPays ? Payer.REQUESTER : Payer.BUCKET_OWNER);
    List<String> notices = new ArrayList<>();
    Made made = LakeMaker.make(lake, settings, notices::add);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        (made == Made.NEW ? "made the lake " : "the lake is there already: ")
            + lake.root()
            + ": ledger in the DynamoDB table "
            + settings.ledgerTable()
            + ", tables in the Glue Data Catalog");
    if (made == Made.NEW) {
      out.println("next: ./sluice ingest SPEC --lake " + lake.root());
    }
    out.flush();
    PrintWriter err = spec.commandLine().getErr();
    notices.forEach(notice -> err.println("warning: " + notice));
    err.flush();
    return ExitCodes.DONE;
  }

  private Encryption encryption() {
    if (encryption != null) {
      return encryption;
    }
    return kmsKey.isEmpty() ? Encryption.BUCKET_DEFAULT : Encryption.SSE_KMS;
  }
}
