package io.sluice.cli.command;

import io.sluice.aws.AwsClients;
import io.sluice.cli.cloud.Built;
import io.sluice.cli.command.SpecFiles.SpecFile;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.launch.Interrupts;
import io.sluice.cli.launch.JobJar;
import io.sluice.cli.launch.Orders;
import io.sluice.deploy.Programs;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Launching.Began;
import io.sluice.launch.Launching.Started;
import io.sluice.launch.cost.PriceList;
import io.sluice.launch.network.Subnets;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.WayProfiles;
import io.sluice.launch.size.Size;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Launches ingests somewhere, and follows them. */
@Command(
    name = "launch",
    header = "Run an ingest somewhere: Glue, EMR, EMR Serverless, any Spark, or here.",
    description = {
      "Starts the work, follows it, and shows what it used and, if it fails, the cause. A second"
          + " launch with the same run id finds the first and never starts it twice. Settings come"
          + " from an environment of sluice.yaml, from options, and from the stack; docs/launch.md"
          + " has a page for each way.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice launch orders.yml --on glue",
      "  ./sluice launch orders.yml --on glue --workers auto --max-cost 5",
      "  ./sluice launch orders.yml customers.yml --on emr --env prod --timeout 3h",
      "  ./sluice launch orders.yml --on emr-serverless --detach",
      "  ./sluice launch orders.yml --on spark-submit --master spark://host:7077",
      "",
      "Exit codes: those of the ingest: 0 done; 1 failed, cancelled or timed out; 2 wrong usage,",
      "            spec or profile, and nothing was started; 3 the data broke the spec's limits."
    })
final class LaunchCommand implements Callable<Integer> {
  /** For estimates, where nobody says how many there may be; as for 'sluice plan'. */
  static final int MOST_WORKERS = 100;

  private static final double MINUTE = 60;

  @Parameters(arity = "1..*", paramLabel = "SPEC", description = "Dataset specs, files or URIs.")
  private List<String> specs;

  @Option(
      names = "--on",
      paramLabel = "WAY",
      required = true,
      description = "glue, emr, emr-serverless, batch, lambda, spark-submit or local.")
  private String on;

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "The run's id (default: a new one). The same id again means the same run.")
  private String runId;

  @Option(names = "--detach", description = "Do not follow it.")
  private boolean detach;

  @Option(
      names = "--on-interrupt",
      paramLabel = "ask|detach|cancel",
      description = "What Ctrl-C does to the run (default: ${DEFAULT-VALUE}, on a terminal).")
  private Interrupts.Choice onInterrupt = Interrupts.Choice.ASK;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "After which run and compute are ended: 90m, 2h (default: the environment's).")
  private String timeout;

  @Option(
      names = "--max-cost",
      paramLabel = "USD",
      description =
          "Refuse to launch what is estimated to cost more (default: the environment's budget).")
  private Double maxCost;

  @Option(
      names = "--jar",
      paramLabel = "JAR",
      description = "Another jar of the jobs, a file or s3:// URI.")
  private String jar = "";

  @Option(
      names = "--workers",
      paramLabel = "N|auto",
      converter = WorkerCount.Converter.class,
      description =
          "The most workers: Glue's, executors of EMR Serverless, machines of EMR. auto: as many"
              + " and as large as the files need; they are planned on this machine first.")
  private WorkerCount workers;

  @Option(
      names = "--worker-type",
      paramLabel = "TYPE",
      description = "Glue's worker type, for example G.2X.")
  private String workerType;

  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description = "Spark's master, for spark-submit.")
  private String master;

  @Mixin private PricesOption prices;

  @Mixin private EnvironmentOption environment;

  @Mixin private ResultOutput output;

  private final Sluice root;

  LaunchCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    Profile profile = flagged(environment.find(root));
    // Before the stack is asked, which needs an account.
    LaunchContext.requireWay(root, on);
    requireSizable(profile);
    boolean remote = LaunchContext.isRemote(on);
    LaunchContext context =
        LaunchContext.of(
            root, profile, remote ? LaunchContext.Stack.ALWAYS : LaunchContext.Stack.FOR_THE_LAKE);
    LaunchWay way = context.ways().named(on);
    List<SpecFile> files = SpecFiles.read(specs, root);
    files.forEach(file -> way.checkSpec(file.spec()));
    PriceList itsPrices = prices.list(root);
    JobJar program = program(context, way);
    if (way.remote() && !context.profile().network().subnets().isEmpty()) {
      Ec2Client client = AwsClients.configured(Ec2Client.builder(), context.settings()).build();
      new Subnets(client, LaunchContext.region(context.profile()))
          .check(context.profile().network());
    }
    LaunchPlan plan = new LaunchPlan(context, itsPrices, files);
    boolean auto = workers != null && workers.isAuto();
    Optional<Double> most = Optional.ofNullable(maxCost).or(context.profile()::budget);
    if (way.remote() && most.isPresent()) {
      plan.require(on, auto ? plan.wanted(on, MOST_WORKERS) : plan.given(way), most.get());
    }
    if (auto) {
      context = sized(context, plan);
    }
    return launch(
        way, files, program, new LaunchFollower(root, context, output, onInterrupt, itsPrices));
  }

  private void requireSizable(Profile profile) {
    if (workers != null && workers.isAuto() && !profile.ways().isSizable(on)) {
      throw new UsageException(
          "--workers auto: the machines of "
              + (on.equals("emr") ? "cluster " + profile.ways().emr().cluster() : on)
              + " are not Sluice's to choose: launch without --workers");
    }
  }

  /** With as many and as large workers as the plan wants. */
  private LaunchContext sized(LaunchContext context, LaunchPlan plan) {
    Size size = plan.size(on, MOST_WORKERS).orElseThrow();
    output
        .err()
        .println(
            String.format(
                Locale.ROOT,
                "--workers auto: %d processors besides the driver's, for about %.0f minutes",
                (size.workers() - 1) * size.machine().processors(),
                Math.ceil(size.seconds() / MINUTE)));
    Profile profile = context.profile();
    return context.with(profile.with(profile.ways().sized(on, size)));
  }

  /** The profile with what the options say. */
  private Profile flagged(Profile profile) {
    WayProfiles ways = profile.ways();
    int most = workers == null ? 0 : workers.or(0);
    if (workerType != null) {
      ways = ways.with(ways.glue().withWorkers(workerType, ways.glue().workers()));
    }
    if (most > 0) {
      ways = ways.withWorkers(most);
    }
    if (master != null) {
      ways = ways.with(ways.spark().withMaster(master));
    }
    return profile
        .with(profile.place().with("", "", jar))
        .with(timeout == null ? Duration.ZERO : Durations.parse("--timeout", timeout))
        .with(ways);
  }

  private JobJar program(LaunchContext context, LaunchWay way) {
    Profile profile = context.profile();
    if (way.ownProgram(profile).isPresent()) {
      return new JobJar("", () -> {});
    }
    Path home = root.surroundings().requireHome();
    String named = profile.place().jar();
    Path built = named.isEmpty() ? Built.jobs(home) : null;
    if (!way.readsElsewhere(profile)) {
      return JobJar.here(named, built);
    }
    String artifacts = profile.place().artifacts();
    Optional<Programs> programs =
        artifacts.isEmpty()
            ? Optional.empty()
            : Optional.of(new Programs(context.settings(), artifacts, output.err()::println));
    return JobJar.elsewhere(named, built, programs, context.storages());
  }

  @SuppressWarnings("try") // Open as long as somebody waits; there is nothing to ask it.
  private int launch(LaunchWay way, List<SpecFile> files, JobJar program, LaunchFollower follower) {
    LaunchContext context = follower.context();
    String id = runId == null ? Orders.newId(files.get(0).spec(), Clock.systemUTC()) : runId;
    Orders orders = new Orders(context.records());
    LaunchOrder order =
        orders.of(
            id,
            files.stream().map(f -> new Orders.Named(f.location(), f.spec())).toList(),
            context.lake(),
            context.profile(),
            program.place(),
            way.readsElsewhere(context.profile()));
    List<LaunchOrder> launches = way.takesSeveral() ? List.of(order) : order.split();
    List<LaunchRecord> started = new CopyOnWriteArrayList<>();
    try (Interrupts interrupts = follower.hold(way, id, launches.size(), started)) {
      for (LaunchOrder each : launches) {
        Started one =
            context
                .launching()
                .start(
                    way,
                    each,
                    () -> {
                      way.notices(each).forEach(output.err()::println);
                      program.upload().run();
                      orders.putSpecs();
                    });
        started.add(one.record());
        tell(one, way);
      }
      if (detach) {
        follower.print(started);
        return ExitCodes.DONE;
      }
      return follower.follow(way, started);
    }
  }

  private void tell(Started one, LaunchWay way) {
    output
        .err()
        .println(
            "run "
                + one.record().runId()
                + (one.began() == Began.ATTACHED ? ": found on " : " submitted to ")
                + way.name()
                + " as "
                + one.record().handle().id());
    output.err().flush();
  }
}
