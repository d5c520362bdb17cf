package io.sluice.cli;

import io.sluice.cli.launch.JobRequest;
import picocli.CommandLine.Option;

/** Where a command's job runs, and with how many processors. */
final class MasterOption {
  @Option(
      names = "--master",
      paramLabel = "MASTER",
      description = "Spark's master (default: ${DEFAULT-VALUE}, all processors).")
  private String master = JobRequest.LOCAL_MASTER;

  String master() {
    return master;
  }
}
