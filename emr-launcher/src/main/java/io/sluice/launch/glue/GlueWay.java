package io.sluice.launch.glue;

import io.sluice.launch.JobArguments;
import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchHandle;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchState;
import io.sluice.launch.LaunchWay;
import io.sluice.launch.Refusals;
import io.sluice.launch.Submission;
import io.sluice.launch.profile.GlueProfile;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Versions;
import io.sluice.launch.size.Machine;
import io.sluice.launch.size.Size;
import io.sluice.launch.size.Sizing;
import io.sluice.launch.size.Work;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import software.amazon.awssdk.services.glue.GlueClient;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.glue.model.ExecutionClass;
import software.amazon.awssdk.services.glue.model.Job;
import software.amazon.awssdk.services.glue.model.JobRun;
import software.amazon.awssdk.services.glue.model.StartJobRunRequest;

/**
 * Ingests as runs of a Glue job: the stack's, as it is, or one of our own, made or updated to match
 * the profile. The run carries the run id among its arguments, by which it is found.
 */
public final class GlueWay implements LaunchWay {
  public static final String NAME = "glue";

  private static final String JOB = "job";
  private static final String JARS = "--extra-jars";
  private static final Duration PACE = Duration.ofSeconds(10);

  /** So many runs back is looked for an id. Beyond, the ledger knows that the run is done. */
  private static final int RUNS_BACK = 1000;

  private static final int PAGE = 200;

  private final GlueClient client;
  private final GlueClient once;
  private final LaunchClock clock;
  private final Function<Profile, String> script;
  private final String region;

  /**
   * @param client asks, and asks again
   * @param once never asks again by itself
   * @param script puts what Glue demands of every job where the profile's programs lie; its place
   * @param region of both; empty: not known
   */
  public GlueWay(
      GlueClient client,
      GlueClient once,
      LaunchClock clock,
      Function<Profile, String> script,
      String region) {
    this.client = client;
    this.once = once;
    this.clock = clock;
    this.script = script;
    this.region = region;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Duration pace() {
    return PACE;
  }

  @Override
  public void check(LaunchOrder order) {
    Refusals.local(order, "Glue");
    GlueProfile profile = order.profile().ways().glue();
    if (profile.job().isEmpty()) {
      Refusals.missing(profile.role(), "the role of Glue's runs", "glue.role (or stack)", order);
      Refusals.ifAny(Versions.refusalOfGlue(profile.version()));
    } else {
      Job job =
          job(profile.job())
              .orElseThrow(
                  () ->
                      new LaunchException(
                          "there is no Glue job "
                              + profile.job()
                              + ": deploy the stack again, or correct glue.job in sluice.yaml"));
      Refusals.ifAny(
          Versions.refusalOfGlue(String.valueOf(job.glueVersion()))
              .map(why -> "job " + profile.job() + " cannot be used: " + why));
    }
    if (profile.flex() && !profile.workerType().matches("|G\\.[12]X")) {
      throw new LaunchException(
          "flex takes workers of G.1X and G.2X, not "
              + profile.workerType()
              + ": change glue.worker_type, or leave flex out");
    }
  }

  /** Who names a jar gets it; else a job that exists runs the one that it was made with. */
  @Override
  public List<String> notices(LaunchOrder order) {
    String job = order.profile().ways().glue().job();
    if (job.isEmpty() || !order.profile().place().jar().isEmpty()) {
      return List.of();
    }
    String deployed =
        job(job).map(found -> found.defaultArguments().getOrDefault(JARS, "")).orElse("");
    return fileName(deployed).equals(fileName(order.jar()))
        ? List.of()
        : List.of(
            "job "
                + job
                + " runs the jar that it was deployed with, "
                + fileName(deployed)
                + ", and the one of this installation is "
                + fileName(order.jar())
                + ": './sluice deploy' brings the job up to date, or --jar names the jar of this"
                + " run");
  }

  /** With the hash of the content. */
  private static String fileName(String uri) {
    return uri.substring(uri.lastIndexOf('/') + 1);
  }

  @Override
  public Optional<Size> size(Profile profile, Work work) {
    GlueProfile settings = profile.ways().glue();
    Optional<Job> job = settings.job().isEmpty() ? Optional.empty() : job(settings.job());
    boolean named = settings.workers() > 0 || !settings.workerType().isEmpty();
    Optional<Job> chooses = job.filter(made -> !named && made.workerType() != null);
    String type = chooses.map(Job::workerTypeAsString).orElseGet(settings::typeOfWorkers);
    int most = chooses.map(Job::numberOfWorkers).orElseGet(settings::mostWorkers);
    boolean scales =
        job.map(made -> "true".equals(made.defaultArguments().get(JobDefinition.AUTO_SCALING)))
            .orElseGet(settings::autoScaling);
    return Optional.of(Sizing.chosen(NAME, Machine.ofGlue(type), scales ? 0 : most, most, work));
  }

  @Override
  public Optional<LaunchHandle> find(LaunchOrder order) {
    return runs(jobName(order), order.runId()).findFirst();
  }

  private Stream<LaunchHandle> runs(String job, String runId) {
    return newest(job).stream()
        .filter(run -> runId.equals(run.arguments().get(JobArguments.RUN_ID)))
        .map(run -> handle(job, run));
  }

  /** The newest runs first, as Glue lists them. */
  private List<JobRun> newest(String job) {
    List<JobRun> runs = new ArrayList<>();
    try {
      Iterator<JobRun> all =
          client.getJobRunsPaginator(b -> b.jobName(job).maxResults(PAGE)).stream()
              .flatMap(page -> page.jobRuns().stream())
              .iterator();
      while (all.hasNext() && runs.size() < RUNS_BACK) {
        runs.add(all.next());
      }
    } catch (EntityNotFoundException e) {
      return List.of();
    }
    return runs;
  }

  @Override
  public LaunchHandle submit(LaunchOrder order) {
    String job = order.profile().ways().glue().job();
    if (job.isEmpty()) {
      job = makeJob(order);
    }
    StartJobRunRequest request = request(order, job);
    String name = job;
    return new Submission(clock)
        .once(
            "a run of Glue job " + job,
            () ->
                new LaunchHandle(
                    NAME,
                    order.runId(),
                    once.startJobRun(request).jobRunId(),
                    clock.now(),
                    Map.of(JOB, name, LaunchHandle.LAKE, order.lake())),
            () -> runs(name, order.runId()),
            LaunchHandle::id,
            found -> found);
  }

  private static StartJobRunRequest request(LaunchOrder order, String job) {
    GlueProfile profile = order.profile().ways().glue();
    StartJobRunRequest.Builder request =
        StartJobRunRequest.builder()
            .jobName(job)
            .arguments(arguments(order))
            .jobRunQueuingEnabled(true)
            .timeout((int) Math.max(1, order.timeout().toMinutes()));
    if (profile.workers() > 0 || !profile.workerType().isEmpty()) {
      request.workerType(profile.typeOfWorkers()).numberOfWorkers(profile.mostWorkers());
    }
    if (profile.flex()) {
      request.executionClass(ExecutionClass.FLEX);
    }
    return request.build();
  }

  private static Map<String, String> arguments(LaunchOrder order) {
    Map<String, String> arguments = new LinkedHashMap<>();
    Iterator<String> words = order.part().arguments(order.lake()).iterator();
    while (words.hasNext()) {
      arguments.put(words.next(), words.next());
    }
    Profile profile = order.profile();
    if (!profile.ways().glue().job().isEmpty() && !profile.place().jar().isEmpty()) {
      // A run's arguments win over those of its job.
      arguments.put(JARS, order.jar());
    }
    return arguments;
  }

  private String makeJob(LaunchOrder order) {
    JobDefinition wanted = new JobDefinition(order, script.apply(order.profile()), region);
    Optional<Job> there = job(wanted.name());
    if (there.isEmpty()) {
      client.createJob(wanted.creation());
    } else if (!wanted.matches(there.get())) {
      client.updateJob(b -> b.jobName(wanted.name()).jobUpdate(wanted.update()));
    }
    return wanted.name();
  }

  private Optional<Job> job(String name) {
    try {
      return Optional.of(client.getJob(b -> b.jobName(name)).job());
    } catch (EntityNotFoundException e) {
      return Optional.empty();
    }
  }

  private static String jobName(LaunchOrder order) {
    String named = order.profile().ways().glue().job();
    return named.isEmpty() ? JobNames.PREFIX + order.profile().name() : named;
  }

  @Override
  public LaunchState state(LaunchHandle handle) {
    return GlueStates.of(
        client.getJobRun(b -> b.jobName(handle.more().get(JOB)).runId(handle.id())).jobRun(),
        region);
  }

  @Override
  public void cancel(LaunchHandle handle) {
    // A run that is over is among the answer's errors, and stays as it is.
    client.batchStopJobRun(b -> b.jobName(handle.more().get(JOB)).jobRunIds(handle.id()));
  }

  @Override
  public List<LaunchHandle> running() {
    List<LaunchHandle> running = new ArrayList<>();
    client.getJobsPaginator(b -> {}).stream()
        .flatMap(page -> page.jobs().stream())
        .filter(job -> JobNames.INGEST.equals(job.defaultArguments().get("--class")))
        .forEach(
            job ->
                newest(job.name()).stream()
                    .filter(run -> !GlueStates.phase(run).over())
                    .forEach(run -> running.add(handle(job.name(), run))));
    return running;
  }

  private static LaunchHandle handle(String job, JobRun run) {
    return new LaunchHandle(
        NAME,
        run.arguments().getOrDefault(JobArguments.RUN_ID, ""),
        run.id(),
        run.startedOn(),
        Map.of(JOB, job, LaunchHandle.LAKE, run.arguments().getOrDefault(JobArguments.LAKE, "")));
  }
}
