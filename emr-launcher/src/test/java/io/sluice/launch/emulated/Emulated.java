package io.sluice.launch.emulated;

import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchOrder.Part;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.LocalAwsOptions;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.spark.deploy.SparkSubmit;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.batch.model.ComputeEnvironmentOrder;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

/** One emulator for the tests of all ways, with a bucket, roles, and a stand-in for Spark. */
public final class Emulated {
  static final String REGION = LocalAws.REGION;
  static final String LAKE = "s3://launching/lake";
  static final String JAR = "s3://launching/jobs.jar";

  /** Of Lambda; whoever launches there makes it. */
  static final String FUNCTION = "small";

  /** Of Batch: what runs there is {@code image.sh}. */
  static final String IMAGE = "repo/stand-in:1";

  /** Of Batch: one whose machines come at once, and one whose never come. */
  static final String QUEUE = "queue";

  static final String SCARCE_QUEUE = "scarce";

  static final String ROLE = "arn:aws:iam::000000000000:role/";

  /** Real time, but nobody waits for long. */
  static final LaunchClock HASTY =
      new LaunchClock() {
        @Override
        public Instant now() {
          return Instant.now();
        }

        @Override
        public void pause(Duration time) throws InterruptedException {
          Thread.sleep(Math.min(time.toMillis(), 100));
        }
      };

  private static Emulated shared;

  private final LocalAws aws;
  private final Path state;

  private Emulated(LocalAws aws, Path state) {
    this.aws = aws;
    this.state = state;
  }

  static synchronized Emulated get() {
    if (shared == null) {
      try {
        shared = start();
      } catch (IOException | URISyntaxException e) {
        throw new IllegalStateException(e);
      }
    }
    return shared;
  }

  private static Emulated start() throws IOException, URISyntaxException {
    Path folder =
        Files.createTempDirectory(Path.of(System.getProperty("java.io.tmpdir")), "local-aws-");
    Path classes =
        Path.of(SparkSubmit.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    LocalAws aws =
        LocalAws.start(folder, LocalAwsOptions.DEFAULT.with(List.of(classes.toString())));
    Runtime.getRuntime().addShutdownHook(new Thread(aws::close, "end-local-aws"));
    Emulated emulated = new Emulated(aws, folder);
    emulated.furnish();
    return emulated;
  }

  private void furnishBatch() throws IOException {
    try (BatchClient batch = client(BatchClient.builder()).build()) {
      batch.createJobQueue(b -> b.jobQueueName(QUEUE).priority(1));
      batch.createJobQueue(
          b ->
              b.jobQueueName(SCARCE_QUEUE)
                  .priority(1)
                  .computeEnvironmentOrder(
                      ComputeEnvironmentOrder.builder()
                          .order(1)
                          .computeEnvironment("scarce-machines")
                          .build()));
    }
    Path run =
        Files.createDirectories(state.resolve("batch/images/" + IMAGE.replaceAll("[/:]", "_")))
            .resolve("run");
    try (InputStream script = Emulated.class.getResourceAsStream("image.sh")) {
      Files.copy(script, run);
    }
    if (!run.toFile().setExecutable(true)) {
      throw new IOException(run + " cannot be made executable");
    }
  }

  private void furnish() throws IOException {
    try (S3Client s3 = client(S3Client.builder().forcePathStyle(true)).build();
        IamClient iam = client(IamClient.builder()).region(Region.AWS_GLOBAL).build()) {
      s3.createBucket(b -> b.bucket("launching"));
      s3.putObject(b -> b.bucket("launching").key("jobs.jar"), RequestBody.fromString("jar"));
      s3.putObject(
          b -> b.bucket("launching").key("script.scala"), RequestBody.fromString("object X"));
      role(
          iam,
          "runs",
          "\"glue.amazonaws.com\", \"emr-serverless.amazonaws.com\", \"ecs-tasks.amazonaws.com\", \"lambda.amazonaws.com\"");
      role(iam, "emr", "\"elasticmapreduce.amazonaws.com\"");
      role(iam, "machines", "\"ec2.amazonaws.com\"");
      iam.createInstanceProfile(b -> b.instanceProfileName("machines"));
      iam.addRoleToInstanceProfile(b -> b.instanceProfileName("machines").roleName("machines"));
    }
    furnishBatch();
  }

  private static void role(IamClient iam, String name, String services) {
    iam.createRole(
        b ->
            b.roleName(name)
                .assumeRolePolicyDocument(
                    "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\","
                        + " \"Action\": \"sts:AssumeRole\", \"Principal\": {\"Service\": ["
                        + services
                        + "]}}]}"));
    iam.putRolePolicy(
        b ->
            b.roleName(name)
                .policyName("all")
                .policyDocument(
                    "{\"Version\": \"2012-10-17\", \"Statement\": [{\"Effect\": \"Allow\","
                        + " \"Action\": \"*\", \"Resource\": \"*\"}]}"));
  }

  /** A client that never asks again by itself, so that each answer is seen. */
  <B extends AwsClientBuilder<B, C>, C> B client(B builder) {
    return builder
        .endpointOverride(aws.endpoint())
        .region(Region.of(REGION))
        .credentialsProvider(
            StaticCredentialsProvider.create(
                AwsBasicCredentials.create(aws.accessKey(), aws.secretKey())))
        .overrideConfiguration(o -> o.retryStrategy(DefaultRetryStrategy.doNotRetry()));
  }

  /**
   * Ends the process of a job that runs, as lack of memory or of its machine would.
   *
   * @param job its folder in the emulator's state: its service, and its id there
   */
  void kill(Path job) {
    try {
      Path pid = state.resolve(job).resolve("pid");
      String text = Files.exists(pid) ? Files.readString(pid) : "";
      if (!text.isEmpty()) {
        process(Long.parseLong(text)).ifPresent(ProcessHandle::destroyForcibly);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A process of the emulator's: its number alone may be another's by now. */
  Optional<ProcessHandle> process(long pid) {
    return ProcessHandle.of(pid)
        .filter(each -> each.parent().map(ProcessHandle::pid).equals(Optional.of(aws.pid())));
  }

  /** Calls that are refused, as the emulator's module {@code faults} reads them. */
  void faults(String json) {
    try {
      Path next = state.resolve("faults.next");
      Files.writeString(next, json);
      Files.move(next, state.resolve("faults.json"), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A profile with what is here, and more of the test's own. */
  static Profile profile(String more) {
    return Profiles.read(
            """
            environments:
              test:
                region: us-east-1
                artifacts: s3://launching
                tags: {team: data}
                glue: {role: "%1$sruns"%2$s}
                emr_serverless: {role: "%1$sruns"%3$s}
                emr: {service_role: emr, instance_profile: machines%4$s}
                lambda: {function: "%7$s"}
                batch: {image: "%6$s", job_role: "%1$sruns", execution_role: "%1$sruns"%5$s}
            """
                .formatted(
                    ROLE,
                    section(more, "glue"),
                    section(more, "serverless"),
                    section(more, "emr"),
                    section(more.startsWith("batch: ") ? more : "batch: queue: " + QUEUE, "batch"),
                    IMAGE,
                    FUNCTION),
            "sluice.yaml")
        .environment("");
  }

  /** {@code glue: a: b} becomes more keys of that section. */
  private static String section(String more, String name) {
    return more.startsWith(name + ": ") ? ", " + more.substring(name.length() + 2) : "";
  }

  /** An order of specs by whose names the stand-in knows what to do. */
  static LaunchOrder order(String runId, Profile profile, String... specs) {
    return order(runId, profile, Duration.ofMinutes(10), specs);
  }

  /** The same with another time-out. */
  static LaunchOrder order(String runId, Profile profile, Duration timeout, String... specs) {
    DatasetSpec spec =
        SpecReader.read(
            """
            dataset: some
            source: {path: "s3://launching/landing/*.csv"}
            target: {database: d, table: t}
            """,
            "some.yml");
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < specs.length; i++) {
      String id = LaunchOrder.partId(runId, i, specs.length);
      parts.add(
          new Part(
              id,
              "s3://launching/specs/" + specs[i] + ".yml",
              spec,
              LAKE + "/_sluice/launches/" + id + "/outcome.json"));
    }
    return new LaunchOrder(runId, LAKE, parts, profile, JAR, timeout);
  }
}
