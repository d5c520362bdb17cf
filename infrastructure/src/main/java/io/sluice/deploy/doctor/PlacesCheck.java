package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether the buckets that an environment names are there, and in its region. */
final class PlacesCheck implements EnvironmentCheck {
  private static final int MOVED = 301;
  private static final int MISSING = 404;

  @Override
  public String name() {
    return "places";
  }

  @Override
  public List<Finding> look(Environment environment, AwsSettings settings) {
    Findings findings = new Findings(name());
    S3Client s3 = AwsClients.s3(settings);
    for (Environment.Place each : environment.places()) {
      look(s3, each, environment.region(), findings);
    }
    return findings.orGood(
        environment.places().isEmpty()
            ? "none is named"
            : "the buckets of all " + environment.places().size() + " are there");
  }

  private static void look(S3Client s3, Environment.Place place, String region, Findings findings) {
    try {
      String there = s3.headBucket(b -> b.bucket(place.bucket())).bucketRegion();
      if (there != null && !there.equals(region)) {
        elsewhere(place, there, region, findings);
      }
    } catch (S3Exception e) {
      if (e.statusCode() == MISSING) {
        findings.fault(
            place.key() + ": there is no bucket " + place.bucket(),
            "correct it in sluice.yaml, or 'aws s3 mb s3://"
                + place.bucket()
                + " --region "
                + region
                + "'");
      } else if (e.statusCode() == MOVED) {
        elsewhere(place, "another region", region, findings);
      } else {
        throw e;
      }
    }
  }

  static void elsewhere(Environment.Place place, String there, String region, Findings findings) {
    findings.warning(
        place.key() + ": bucket " + place.bucket() + " is in " + there + ", the jobs in " + region,
        "every byte between them is charged, and takes longer: name a bucket of "
            + region
            + ", or another region in sluice.yaml");
  }
}
