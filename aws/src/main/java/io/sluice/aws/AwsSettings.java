package io.sluice.aws;

import java.io.Serializable;

/**
 * How AWS is reached. Credentials are not in it: every process finds its own in the standard
 * environment (variables, profile, role). Serializable: executors make the same clients.
 *
 * @param region such as {@code eu-west-1}; empty: what the environment says
 * @param endpoint the URL of all services; empty: what the environment says ({@code
 *     AWS_ENDPOINT_URL}, {@code AWS_ENDPOINT_URL_S3}, ...), else AWS's own
 */
public record AwsSettings(String region, String endpoint, S3Settings s3) implements Serializable {
  /** All from the environment. */
  public static final AwsSettings OF_ENVIRONMENT = new AwsSettings("", "", S3Settings.DEFAULT);

  /** The same with other settings of S3. */
  public AwsSettings with(S3Settings other) {
    return new AwsSettings(region, endpoint, other);
  }
}
