package io.sluice.launch.profile;

import io.sluice.spec.Settings;

/**
 * How AWS Batch runs an ingest.
 *
 * @param queue where jobs wait, name or ARN
 * @param image the container image
 * @param jobRole what the job may do
 * @param executionRole what starts it
 * @param vcpus of a job
 * @param memoryMb of a job
 * @param attempts at a job, by the service, and only after exit code 1
 * @param publicIp whether a job gets a public address, without which one in a public subnet reaches
 *     nothing, not even its image
 */
public record BatchProfile(
    String queue,
    String image,
    String jobRole,
    String executionRole,
    int vcpus,
    int memoryMb,
    int attempts,
    boolean publicIp) {
  static BatchProfile read(Settings at) {
    return new BatchProfile(
        at.text("queue").orElse(""),
        at.text("image").orElse(""),
        Keys.role(at, "job_role"),
        Keys.role(at, "execution_role"),
        at.whole("vcpus", 1, 192).orElse(4),
        at.whole("memory_mb", 512, 1 << 20).orElse(16_384),
        at.whole("attempts", 1, 10).orElse(2),
        at.flag("public_ip").orElse(false));
  }
}
