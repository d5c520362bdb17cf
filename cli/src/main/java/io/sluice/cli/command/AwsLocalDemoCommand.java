package io.sluice.cli.command;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.cli.cloud.Built;
import io.sluice.cli.cloud.FlowWatch;
import io.sluice.cli.cloud.LocalCloud;
import io.sluice.cli.cloud.Uploads;
import io.sluice.cli.lake.LakeView;
import io.sluice.cli.sql.LakeDatabase;
import io.sluice.cli.sql.SqlText;
import io.sluice.cli.sql.TableRows;
import io.sluice.deploy.DeployPlan;
import io.sluice.deploy.Deployment;
import io.sluice.localaws.LocalAws;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Shows the whole flow in local AWS. */
@Command(
    name = "demo",
    header = "Deploy the flow into it, put real files into the landing bucket, and watch.",
    description = {
      "Starts it if it is not up, deploys the stack through CloudFormation, uploads files of"
          + " test-data, shows what happens step by step, and queries the tables. It stays up: look"
          + " around, put files of your own into the bucket, and end it with 'aws-local down'.",
      ""
    })
final class AwsLocalDemoCommand implements Callable<Integer> {
  private static final String STACK = "sluice-demo";
  private static final String DATABASE = "demo";
  private static final long MOST_ROWS = 10;

  @Mixin private AwsLocalCommand.State state;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      description = "Its port on 127.0.0.1; 0: any free port (default: ${DEFAULT-VALUE}).")
  private int port = 4566;

  @Spec private CommandSpec spec;

  private final Sluice root;

  AwsLocalDemoCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() throws IOException {
    Path home = root.surroundings().requireHome();
    Built built = Built.of(home);
    PrintWriter out = spec.commandLine().getOut();
    LocalCloud cloud = state.cloud();
    heading(out, "AWS on this machine");
    LocalCloud.Up up = up(cloud, home, out);
    LocalAws.use(up.endpoint());
    AwsSettings settings =
        new AwsSettings(LocalAws.REGION, up.endpoint().toString(), S3Settings.DEFAULT);

    heading(out, "The stack, through CloudFormation");
    // One dataset is small enough for a function then, the others go to Glue.
    Map<String, String> parameters =
        Map.of("BatchWindowSeconds", "5", "DatabaseName", DATABASE, "SmallMaxBytes", "3145728");
    Map<String, String> outputs =
        new Deployment(settings, line -> say(out, line))
            .deploy(new DeployPlan(STACK, built.jar(), built.functions(), parameters))
            .outputs();

    heading(out, "Files into the landing bucket");
    FlowWatch watch = new FlowWatch(settings, outputs, line -> say(out, line));
    int datasets = new Uploads(settings, outputs, line -> say(out, line)).demo(home);

    heading(out, "What happens");
    boolean good = watch.until(datasets);

    LakeLocation lake = new LakeLocation(outputs.get("LakeLocation"));
    ask(lake, home, out);
    next(out, cloud, up, lake, outputs);
    out.flush();
    return good ? ExitCodes.DONE : ExitCodes.FAILED;
  }

  private LocalCloud.Up up(LocalCloud cloud, Path home, PrintWriter out) throws IOException {
    Optional<LocalCloud.Up> there = cloud.find();
    if (there.isPresent()) {
      say(out, "it is up already, at " + there.get().endpoint());
      return there.get();
    }
    say(out, "starting it; the first time its packages are installed, which takes minutes");
    LocalCloud.Up up = cloud.up(home, port);
    say(out, "it answers at " + up.endpoint() + "; state and logs are in " + cloud.folder());
    return up;
  }

  private void ask(LakeLocation lake, Path home, PrintWriter out) throws IOException {
    List<Path> queries;
    try (Stream<Path> files = Files.list(home.resolve("infrastructure/demo"))) {
      queries = files.filter(f -> f.toString().endsWith(".sql")).sorted().toList();
    }
    try (LakeView view = LakeView.open(lake);
        LakeDatabase database = LakeDatabase.open(view)) {
      for (Path query : queries) {
        String text = Files.readString(query);
        heading(out, text.lines().findFirst().orElse("").replaceFirst("^--\\s*", ""));
        String sql = text.lines().skip(1).reduce((a, b) -> a + "\n" + b).orElse("").strip();
        sql.lines().forEach(line -> out.println("  " + line));
        out.println();
        database.query(
            SqlText.of(sql),
            MOST_ROWS,
            new TableRows(out, root.surroundings().terminal(), "  ", TableRows.Empty.HEADER));
      }
    }
  }

  private void next(
      PrintWriter out,
      LocalCloud cloud,
      LocalCloud.Up up,
      LakeLocation lake,
      Map<String, String> outputs) {
    heading(out, "What to do next");
    String where = port == 4566 && up.endpoint().getPort() == 4566 ? "" : " --port " + port;
    say(out, "eval \"$(./sluice aws-local up" + where + ")\"     points this shell to it; then:");
    say(out, "./sluice runs --lake " + lake.root());
    say(out, "./sluice sql --lake " + lake.root() + " \"SELECT * FROM files\"");
    say(
        out,
        "aws s3 cp FILE s3://"
            + outputs.get("LandingBucket")
            + "/"
            + outputs.get("LandingPrefix")
            + "flights/");
    say(out, "./sluice aws-local status    where its logs are (" + cloud.folder() + ")");
    say(out, "./sluice aws-local down      ends it");
  }

  private void heading(PrintWriter out, String text) {
    out.println();
    out.println(root.surroundings().terminal().bold(text));
    out.println();
    out.flush();
  }

  private static void say(PrintWriter out, String line) {
    out.println("  " + line);
    out.flush();
  }
}
