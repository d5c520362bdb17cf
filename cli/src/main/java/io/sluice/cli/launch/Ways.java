package io.sluice.cli.launch;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.s3.S3Storages;
import io.sluice.deploy.Programs;
import io.sluice.ingest.engine.Engine;
import io.sluice.ingest.engine.EngineChoice;
import io.sluice.ingest.store.Storages;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchWays;
import io.sluice.launch.LocalTarget;
import io.sluice.launch.batch.BatchWay;
import io.sluice.launch.emr.EmrWay;
import io.sluice.launch.function.FunctionWay;
import io.sluice.launch.glue.GlueWay;
import io.sluice.launch.serverless.ServerlessWay;
import io.sluice.launch.spark.LocalWay;
import io.sluice.launch.spark.SparkSubmitWay;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.LakeLocation;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.batch.BatchClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.emr.EmrClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.lambda.LambdaClient;

/** The ways that the command line knows. A new way is one line here. */
public final class Ways {
  private Ways() {}

  /**
   * All ways, in the region of the settings.
   *
   * @param region empty: not known
   * @param home the installation's folder; null if unknown
   */
  public static LaunchWays of(
      AwsSettings settings, String region, Map<String, String> environment, Path home) {
    LaunchClock clock = LaunchClock.OF_MACHINE;
    Path state = state(environment);
    return new LaunchWays()
        .add(GlueWay.NAME, () -> glue(settings, region, clock))
        .add(EmrWay.NAME, () -> emr(settings, region, clock))
        .add(ServerlessWay.NAME, () -> serverless(settings, region, clock))
        .add(BatchWay.NAME, () -> batch(settings, region, clock))
        .add(FunctionWay.NAME, () -> function(settings, clock))
        .add(
            SparkSubmitWay.NAME,
            () -> new SparkSubmitWay(environment, state.resolve(SparkSubmitWay.NAME), clock))
        .add(
            LocalWay.NAME,
            () ->
                new LocalWay(
                    new LocalTarget(home, environment), state.resolve(LocalWay.NAME), clock));
  }

  private static GlueWay glue(AwsSettings settings, String region, LaunchClock clock) {
    return new GlueWay(
        AwsClients.glue(settings),
        AwsClients.once(AwsClients.glueBuilder(settings)).build(),
        clock,
        profile -> new Programs(settings, profile.place().artifacts(), line -> {}).putGlueScript(),
        region);
  }

  private static EmrWay emr(AwsSettings settings, String region, LaunchClock clock) {
    return new EmrWay(
        AwsClients.configured(EmrClient.builder(), settings).build(),
        AwsClients.once(AwsClients.configured(EmrClient.builder(), settings)).build(),
        clock,
        region);
  }

  private static FunctionWay function(AwsSettings settings, LaunchClock clock) {
    Storages storages = new S3Storages(settings);
    return new FunctionWay(
        AwsClients.configured(LambdaClient.builder(), settings).build(),
        AwsClients.configured(CloudWatchLogsClient.builder(), settings).build(),
        lake -> new LakeLaunchRecords(new LakeLocation(lake), storages),
        new StoredMarks(storages),
        Ways::tooMuchForAFunction,
        clock);
  }

  /** Why not, if the spec is none for a function. */
  private static Optional<String> tooMuchForAFunction(DatasetSpec spec) {
    EngineChoice choice = EngineChoice.inFunction(spec);
    return choice.engine() == Engine.SPARK ? Optional.of(choice.reason()) : Optional.empty();
  }

  private static BatchWay batch(AwsSettings settings, String region, LaunchClock clock) {
    return new BatchWay(
        AwsClients.configured(BatchClient.builder(), settings).build(),
        AwsClients.once(AwsClients.configured(BatchClient.builder(), settings)).build(),
        clock,
        region);
  }

  private static ServerlessWay serverless(AwsSettings settings, String region, LaunchClock clock) {
    return new ServerlessWay(
        AwsClients.configured(EmrServerlessClient.builder(), settings).build(), clock, region);
  }

  /** Where processes of this machine are remembered. */
  private static Path state(Map<String, String> environment) {
    String base = environment.getOrDefault("XDG_STATE_HOME", "");
    Path folder =
        base.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".local", "state")
            : Path.of(base);
    return folder.resolve("sluice").resolve("launches");
  }
}
