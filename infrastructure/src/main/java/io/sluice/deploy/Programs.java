package io.sluice.deploy;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.nio.file.Path;

/**
 * Where programs lie for whoever starts them: below a place in a bucket, under names with the hash
 * of their content, as the stack's own.
 */
public final class Programs {
  private static final String JOBS = "jobs";

  private final Artifacts artifacts;
  private final String bucket;
  private final String prefix;

  /**
   * @param place {@code s3://bucket} or {@code s3://bucket/prefix}
   */
  public Programs(AwsSettings settings, String place, DeployProgress progress) {
    String[] parts = place.substring("s3://".length()).split("/", 2);
    this.bucket = parts[0];
    this.prefix = parts.length == 1 || parts[1].isEmpty() ? "" : parts[1] + "/";
    this.artifacts = new Artifacts(AwsClients.s3(settings), bucket, progress);
  }

  /**
   * Where a file of jobs lies, or will once it is put.
   *
   * @throws DeployException if it cannot be read
   */
  public String jobFile(Path file) {
    return uri(artifacts.key(prefix + JOBS, file));
  }

  /**
   * Puts a file of jobs where {@link #jobFile} says, unless it is there.
   *
   * @throws DeployException if it cannot be read
   */
  public String putJobFile(Path file) {
    return uri(artifacts.put(prefix + JOBS, file));
  }

  /** Puts what Glue demands of every job, unless it is there; its place. */
  public String putGlueScript() {
    return uri(artifacts.put(prefix + JOBS, "placeholder", ".scala", Template.script()));
  }

  private String uri(String key) {
    return "s3://" + bucket + "/" + key;
  }
}
