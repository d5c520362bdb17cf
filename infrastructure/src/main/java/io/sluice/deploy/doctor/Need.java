package io.sluice.deploy.doctor;

/**
 * What may be asked for at most at a time.
 *
 * @param key which setting says so, such as {@code emr_serverless.most_vcpus}
 * @param most in the quota's unit
 */
public record Need(String key, Quota quota, long most) {}
