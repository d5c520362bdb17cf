package io.sluice.deploy;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Removes a stack. What holds data stays: landing and lake buckets, ledger, catalog, trail. */
public final class Destruction {
  /** What the template retains, by the template's names. */
  private static final List<String> KEPT =
      List.of("Landing", "Lake", "Ledger", "Database", "TrailLogs");

  private static final int MOST_AT_ONCE = 1000;

  private final AwsSettings settings;
  private final DeployProgress progress;
  private final Stack.Pause pause;

  /** Removes from where these settings say. */
  public Destruction(AwsSettings settings, DeployProgress progress) {
    this(settings, progress, Deployment::sleep);
  }

  Destruction(AwsSettings settings, DeployProgress progress, Stack.Pause pause) {
    this.settings = settings;
    this.progress = progress;
    this.pause = pause;
  }

  /**
   * Removes the stack and waits for the end.
   *
   * @return what stays, by the template's names
   * @throws DeployException if there is no such stack, or it cannot be removed, for example because
   *     runs go on in its application of EMR Serverless
   */
  public Map<String, String> destroy(String name) {
    return DeployFailures.told(name, settings, () -> destroyNow(name));
  }

  private Map<String, String> destroyNow(String name) {
    Stack stack = new Stack(Deployment.cloudFormation(settings), name, progress, pause);
    if (stack.find().isEmpty()) {
      throw new DeployException(
          "there is no stack " + name + Regions.meant(settings).map(r -> " in " + r).orElse(""));
    }
    Map<String, String> resources = stack.resources();
    if (resources.containsKey("Application")) {
      LargeApplication.stop(settings, resources.get("Application"), progress, pause);
    }
    if (resources.containsKey("Artifacts")) {
      empty(resources.get("Artifacts"));
    }
    stack.delete();
    Map<String, String> kept = new TreeMap<>(resources);
    kept.keySet().retainAll(KEPT);
    return kept;
  }

  /** A bucket with objects cannot be removed; programs can be uploaded again. */
  private void empty(String bucket) {
    S3Client s3 = AwsClients.s3(settings);
    progress.say("emptying " + bucket);
    s3.listObjectVersionsPaginator(b -> b.bucket(bucket).maxKeys(MOST_AT_ONCE)).stream()
        .forEach(
            page -> {
              List<ObjectIdentifier> all =
                  java.util.stream.Stream.concat(
                          page.versions().stream().map(Destruction::identifier),
                          page.deleteMarkers().stream()
                              .map(
                                  m ->
                                      ObjectIdentifier.builder()
                                          .key(m.key())
                                          .versionId(m.versionId())
                                          .build()))
                      .toList();
              if (!all.isEmpty()) {
                s3.deleteObjects(b -> b.bucket(bucket).delete(d -> d.objects(all).quiet(true)));
              }
            });
  }

  private static ObjectIdentifier identifier(ObjectVersion version) {
    return ObjectIdentifier.builder().key(version.key()).versionId(version.versionId()).build();
  }
}
