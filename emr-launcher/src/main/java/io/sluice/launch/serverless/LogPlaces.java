package io.sluice.launch.serverless;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.emrserverless.model.ConfigurationOverrides;
import software.amazon.awssdk.services.emrserverless.model.JobRun;
import software.amazon.awssdk.services.emrserverless.model.MonitoringConfiguration;
import software.amazon.awssdk.services.emrserverless.model.S3MonitoringConfiguration;

/** Where job runs leave their logs. */
public final class LogPlaces {
  private LogPlaces() {}

  /**
   * Below which prefixes of buckets a run's logs lie, or will: {@code s3://bucket/prefix/}; none
   * where only the service keeps them.
   */
  public static List<String> of(JobRun run) {
    return Optional.ofNullable(run.configurationOverrides())
        .map(ConfigurationOverrides::monitoringConfiguration)
        .map(MonitoringConfiguration::s3MonitoringConfiguration)
        .map(S3MonitoringConfiguration::logUri)
        .map(
            place ->
                place.replaceFirst("/+$", "")
                    + "/applications/"
                    + run.applicationId()
                    + "/jobs/"
                    + run.jobRunId()
                    + "/")
        .stream()
        .toList();
  }
}
