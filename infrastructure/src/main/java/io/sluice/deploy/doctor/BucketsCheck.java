package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.PublicAccessBlockConfiguration;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Whether the buckets are there, closed, versioned, and keep uploads long enough. */
final class BucketsCheck implements Check {
  /** A rule that aborts uploads earlier destroys what a run has written and not published. */
  private static final int LEAST_DAYS = 7;

  @Override
  public String name() {
    return "buckets";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    S3Client s3 = AwsClients.s3(patient.settings());
    for (String each : List.of("Landing", "Lake", "Artifacts")) {
      String bucket = patient.id(each);
      try {
        s3.headBucket(b -> b.bucket(bucket));
      } catch (NoSuchBucketException e) {
        findings.fault(
            bucket + " (" + each + ") is not there",
            "'sluice destroy', then " + patient.deployAgain() + "; restore its data from a copy");
        continue;
      }
      closed(s3, bucket, findings);
      if (s3.getBucketVersioning(b -> b.bucket(bucket)).status()
          != BucketVersioningStatus.ENABLED) {
        findings.warning(
            bucket + " keeps no versions: what is overwritten is lost",
            "aws s3api put-bucket-versioning --bucket "
                + bucket
                + " --versioning-configuration Status=Enabled");
      }
      aborts(s3, bucket, findings);
    }
    if (patient.has("ObjectCreated")
        && s3.getBucketNotificationConfiguration(b -> b.bucket(patient.id("Landing")))
                .eventBridgeConfiguration()
            == null) {
      findings.fault(
          patient.id("Landing") + " sends no events to EventBridge: no file is ever seen",
          "aws s3api put-bucket-notification-configuration --bucket "
              + patient.id("Landing")
              + " --notification-configuration '{\"EventBridgeConfiguration\": {}}'");
    }
    return findings.orGood("landing, lake and programs are there, closed and versioned");
  }

  private static void closed(S3Client s3, String bucket, Findings findings) {
    PublicAccessBlockConfiguration block = null;
    try {
      block = s3.getPublicAccessBlock(b -> b.bucket(bucket)).publicAccessBlockConfiguration();
    } catch (S3Exception e) {
      if (e.statusCode() != 404) {
        throw e;
      }
    }
    if (block == null
        || !block.blockPublicAcls()
        || !block.blockPublicPolicy()
        || !block.ignorePublicAcls()
        || !block.restrictPublicBuckets()) {
      findings.warning(
          bucket + " is not closed to the public",
          "aws s3api put-public-access-block --bucket "
              + bucket
              + " --public-access-block-configuration BlockPublicAcls=true,IgnorePublicAcls=true,"
              + "BlockPublicPolicy=true,RestrictPublicBuckets=true");
    }
  }

  private static void aborts(S3Client s3, String bucket, Findings findings) {
    List<LifecycleRule> rules;
    try {
      rules = s3.getBucketLifecycleConfiguration(b -> b.bucket(bucket)).rules();
    } catch (S3Exception e) {
      if (e.statusCode() != 404) {
        throw e;
      }
      rules = List.of();
    }
    boolean aborts = false;
    for (LifecycleRule rule : rules) {
      if (rule.abortIncompleteMultipartUpload() == null) {
        continue;
      }
      aborts = true;
      int days = rule.abortIncompleteMultipartUpload().daysAfterInitiation();
      if (days < LEAST_DAYS) {
        findings.fault(
            bucket + " aborts uploads after " + days + " days: runs under way are destroyed",
            "set rule '" + rule.id() + "' to " + LEAST_DAYS + " days or more");
      }
    }
    if (!aborts) {
      findings.warning(
          bucket + " never aborts uploads that are not completed: they cost, unseen",
          "add a lifecycle rule that aborts them after " + LEAST_DAYS + " days or more");
    }
  }
}
