package io.sluice.launch.serverless;

import io.sluice.launch.JobNames;
import io.sluice.launch.LaunchClock;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.Trouble;
import io.sluice.launch.profile.Network;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.ServerlessProfile;
import io.sluice.launch.profile.Versions;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.emrserverless.EmrServerlessClient;
import software.amazon.awssdk.services.emrserverless.model.Application;
import software.amazon.awssdk.services.emrserverless.model.ApplicationState;
import software.amazon.awssdk.services.emrserverless.model.ApplicationSummary;
import software.amazon.awssdk.services.emrserverless.model.CreateApplicationRequest;
import software.amazon.awssdk.services.emrserverless.model.ResourceNotFoundException;

/**
 * The application that runs belong to: one that exists, or one made for a profile and used again.
 * The name of ours has a digest of its settings: another limit makes another application, and what
 * is idle costs nothing.
 */
final class Applications {
  private static final int DIGEST = 8;

  /** How often one that is on its way is asked whether it is there. */
  private static final Duration PACE = Duration.ofSeconds(3);

  private static final Set<ApplicationState> READY =
      Set.of(ApplicationState.CREATED, ApplicationState.STARTED, ApplicationState.STOPPED);
  private static final Set<ApplicationState> GONE =
      Set.of(ApplicationState.TERMINATED, ApplicationState.UNKNOWN_TO_SDK_VERSION);

  private final EmrServerlessClient client;
  private final LaunchClock clock;

  Applications(EmrServerlessClient client, LaunchClock clock) {
    this.client = client;
    this.clock = clock;
  }

  /**
   * Refuses one that exists and cannot run the jar.
   *
   * @throws LaunchException if it is not there, or of another kind
   */
  void check(String id) {
    Application application;
    try {
      application = client.getApplication(b -> b.applicationId(id)).application();
    } catch (ResourceNotFoundException e) {
      throw new LaunchException(
          "there is no EMR Serverless application "
              + id
              + " in this region: correct emr_serverless.application in sluice.yaml, or leave it"
              + " out",
          e);
    }
    if (GONE.contains(application.state())) {
      throw new LaunchException("application " + id + " is " + application.stateAsString());
    }
    if (!"spark".equalsIgnoreCase(application.type())) {
      throw new LaunchException(
          "application " + id + " is of type " + application.type() + ": Sluice needs SPARK");
    }
    Versions.refusalOfEmr(application.releaseLabel())
        .ifPresent(
            why -> {
              throw new LaunchException("application " + id + " cannot be used: " + why);
            });
  }

  /**
   * The application for an order; made if there is none. It takes runs: one that is being made,
   * started or stopped refuses them, and is waited for as long as the order may take.
   *
   * @throws LaunchException if it is not there in time, or is gone
   */
  String forOrder(LaunchOrder order) {
    String id = existing(order);
    Instant deadline = clock.now().plus(order.timeout());
    ApplicationState state = state(id);
    while (!READY.contains(state)) {
      if (GONE.contains(state)) {
        throw new LaunchException(
            "application " + id + " is " + state + ": launch again, which makes another");
      }
      if (!clock.now().isBefore(deadline)) {
        throw new LaunchException(
            "application "
                + id
                + " is still "
                + state
                + " after "
                + order.timeout().toMinutes()
                + " minutes and takes no run: look at it in the console of EMR Serverless, and"
                + " launch again");
      }
      pause();
      state = state(id);
    }
    return id;
  }

  private ApplicationState state(String id) {
    try {
      return client.getApplication(b -> b.applicationId(id)).application().state();
    } catch (SdkException failure) {
      Trouble trouble = Trouble.of(failure);
      if (trouble == Trouble.THROTTLED || trouble == Trouble.UNANSWERED) {
        return ApplicationState.CREATING;
      }
      throw failure;
    }
  }

  private void pause() {
    try {
      clock.pause(PACE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted before the run was started", e);
    }
  }

  private String existing(LaunchOrder order) {
    String named = order.profile().ways().serverless().application().id();
    if (!named.isEmpty()) {
      return named;
    }
    String name = name(order.profile());
    Optional<ApplicationSummary> there =
        living().filter(each -> name.equals(each.name())).findFirst();
    return there
        .map(ApplicationSummary::id)
        .orElseGet(() -> client.createApplication(request(order, name)).applicationId());
  }

  /** Where an order's runs may be: all applications of its environment. */
  List<String> candidates(Profile profile) {
    String named = profile.ways().serverless().application().id();
    if (!named.isEmpty()) {
      return List.of(named);
    }
    String beginning = beginning(profile);
    return living()
        .filter(each -> each.name() != null && each.name().startsWith(beginning))
        .map(ApplicationSummary::id)
        .toList();
  }

  /** All that are not gone, whoever made them. */
  Stream<ApplicationSummary> living() {
    return client.listApplicationsPaginator(b -> {}).stream()
        .flatMap(page -> page.applications().stream())
        .filter(each -> !GONE.contains(each.state()));
  }

  private static String beginning(Profile profile) {
    return JobNames.PREFIX + profile.name() + "-";
  }

  private static String name(Profile profile) {
    ServerlessProfile.Application s = profile.ways().serverless().application();
    Network network = profile.network();
    String settings =
        String.join(
            " ",
            s.release(),
            s.architecture(),
            String.valueOf(s.mostVcpus()),
            String.valueOf(s.mostMemoryGb()),
            String.valueOf(s.idleMinutes()),
            network.subnets().toString(),
            network.securityGroups().toString());
    return beginning(profile) + digest(settings);
  }

  CreateApplicationRequest request(LaunchOrder order, String name) {
    ServerlessProfile.Application settings = order.profile().ways().serverless().application();
    Network network = order.profile().network();
    CreateApplicationRequest.Builder request =
        CreateApplicationRequest.builder()
            .name(name)
            .type("SPARK")
            .releaseLabel(settings.release())
            .architecture(settings.architecture())
            // Two launchers at a time make one; one that was deleted can be made again tomorrow.
            .clientToken(digest(name + " " + clock.now().truncatedTo(ChronoUnit.DAYS)))
            .maximumCapacity(
                c -> c.cpu(settings.mostVcpus() + " vCPU").memory(settings.mostMemoryGb() + " GB"))
            .autoStartConfiguration(c -> c.enabled(true))
            .autoStopConfiguration(c -> c.enabled(true).idleTimeoutMinutes(settings.idleMinutes()))
            .tags(order.sharedTags());
    if (!network.subnets().isEmpty()) {
      request.networkConfiguration(
          c -> c.subnetIds(network.subnets()).securityGroupIds(network.securityGroups()));
    }
    return request.build();
  }

  private static String digest(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash).substring(0, DIGEST);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
