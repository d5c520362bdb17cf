package io.sluice.cli.cloud;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.deploy.DeployedStack;
import io.sluice.launch.JobArguments;
import io.sluice.launch.JobNames;
import io.sluice.launch.logs.CloudWatchStreams;
import io.sluice.launch.logs.ExecutionHistory;
import io.sluice.launch.logs.LogFile;
import io.sluice.launch.logs.LogSource;
import io.sluice.launch.logs.StoredLogs;
import io.sluice.launch.serverless.LogPlaces;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.JobRunSummary;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.sfn.SfnClient;

/** Where the logs of a run lie. */
public final class RunSources implements AutoCloseable {
  /** So many runs of the job, and of the application, back is looked for the run's id. */
  private static final int RUNS_BACK = 1000;

  /** An execution that died is begun again under the same name with a number. */
  private static final int EXECUTIONS = 3;

  private static final String APPLICATION = "ServerlessApplicationId";
  private static final String GROUP = "/aws-glue/jobs/";
  private static final String CLOUDWATCH = "cloudwatch:";
  private static final String S3 = "s3://";

  private final AwsSettings settings;
  private CloudWatchLogsClient logs;
  private SfnClient sfn;

  /** As these settings say AWS is reached, once something there is asked for. */
  public RunSources(AwsSettings settings) {
    this.settings = settings;
  }

  private CloudWatchLogsClient logs() {
    if (logs == null) {
      logs = AwsClients.configured(CloudWatchLogsClient.builder(), settings).build();
    }
    return logs;
  }

  private SfnClient sfn() {
    if (sfn == null) {
      sfn = AwsClients.configured(SfnClient.builder(), settings).build();
    }
    return sfn;
  }

  /**
   * Those of a run in a stack: the driver and executors of the job and of EMR Serverless,
   * functions, the state machine.
   */
  public List<LogSource> ofStack(DeployedStack stack, String runId) {
    List<LogSource> sources = new ArrayList<>();
    String machine = stack.outputs().getOrDefault("MachineArn", "");
    for (int i = 1; i <= EXECUTIONS && !machine.isEmpty(); i++) {
      String name = runId + (i == 1 ? "" : "-r" + i);
      sources.add(
          new ExecutionHistory(
              sfn(), machine.replace(":stateMachine:", ":execution:") + ":" + name));
    }
    for (Map.Entry<String, String> each : stack.resources().entrySet()) {
      if (each.getKey().endsWith("Log") && !each.getKey().equals("MachineLog")) {
        String function =
            each.getKey().substring(0, each.getKey().length() - 3).toLowerCase(Locale.ROOT);
        sources.add(CloudWatchStreams.ofMany(logs(), each.getValue(), "function " + function));
      }
    }
    if (stack.outputs().containsKey("JobName")) {
      glueRuns(stack.outputs().get("JobName"), runId).forEach(id -> sources.addAll(ofGlue(id)));
    }
    if (stack.outputs().containsKey(APPLICATION)) {
      serverlessRuns(stack.outputs().get(APPLICATION), runId)
          .forEach(place -> sources.add(at(place)));
    }
    return sources;
  }

  /** The Glue runs that were given the run's id; attempts of one are several. */
  private List<String> glueRuns(String job, String runId) {
    GlueClient glue = AwsClients.glue(settings);
    return glue.getJobRunsPaginator(b -> b.jobName(job)).stream()
        .flatMap(page -> page.jobRuns().stream())
        .limit(RUNS_BACK)
        .filter(run -> runId.equals(run.arguments().get(JobArguments.RUN_ID)))
        .map(JobRun::id)
        .toList();
  }

  /**
   * The places of the EMR Serverless runs that bear the run's name; attempts of one are several.
   */
  private List<String> serverlessRuns(String application, String runId) {
    String name = JobNames.PREFIX + runId;
    try (EmrServerlessClient client =
        AwsClients.configured(EmrServerlessClient.builder(), settings).build()) {
      List<String> ids =
          client.listJobRunsPaginator(b -> b.applicationId(application)).stream()
              .flatMap(page -> page.jobRuns().stream())
              .limit(RUNS_BACK)
              .filter(run -> name.equals(run.name()))
              .map(JobRunSummary::id)
              .toList();
      List<String> places = new ArrayList<>();
      ids.forEach(
          id ->
              places.addAll(
                  LogPlaces.of(
                      client.getJobRun(b -> b.applicationId(application).jobRunId(id)).jobRun())));
      return places;
    } catch (ResourceNotFoundException gone) {
      return List.of();
    }
  }

  private List<LogSource> ofGlue(String id) {
    return List.of(
        CloudWatchStreams.ofRun(logs(), GROUP + "error", id, stream -> part(stream, id)),
        CloudWatchStreams.ofRun(logs(), GROUP + "output", id, stream -> part(stream, id)));
  }

  /** The driver's stream has the run's name; those of executors have more after it. */
  private static String part(String stream, String id) {
    return stream.equals(id) ? "glue driver" : "glue executor " + stream.substring(id.length());
  }

  /**
   * That of a place as a launched run names it: {@code s3://bucket/prefix/}, {@code
   * cloudwatch:GROUP:STREAM}, or a file.
   */
  public LogSource at(String place) {
    if (place.startsWith(S3)) {
      String[] parts = place.substring(S3.length()).split("/", 2);
      return new StoredLogs(AwsClients.s3(settings), parts[0], parts.length < 2 ? "" : parts[1]);
    }
    if (place.startsWith(CLOUDWATCH)) {
      String[] parts = place.substring(CLOUDWATCH.length()).split(":", 2);
      String stream = parts.length < 2 ? "" : parts[1];
      return CloudWatchStreams.ofRun(logs(), parts[0], stream, each -> part(each, stream));
    }
    return new LogFile(Path.of(place));
  }

  @Override
  public void close() {
    if (logs != null) {
      logs.close();
    }
    if (sfn != null) {
      sfn.close();
    }
  }
}
