package io.sluice.deploy.doctor;

import java.util.List;

/**
 * What an environment of {@code sluice.yaml} names, as far as an account can be asked for it.
 *
 * @param region where all of it is to be
 * @param roles that services take on
 * @param instanceProfile EMR's machines'; empty: none is named
 * @param places in buckets
 * @param job a Glue job that is to exist; empty: none is named
 * @param needs of the account
 */
public record Environment(
    String name,
    String region,
    List<Role> roles,
    String instanceProfile,
    List<Place> places,
    List<String> subnets,
    List<String> securityGroups,
    String job,
    List<Need> needs) {

  public Environment {
    roles = List.copyOf(roles);
    places = List.copyOf(places);
    subnets = List.copyOf(subnets);
    securityGroups = List.copyOf(securityGroups);
    needs = List.copyOf(needs);
  }

  /**
   * A role.
   *
   * @param key where it is named, such as {@code glue.role}
   * @param role its ARN or name
   * @param service which must be trusted to take it on
   */
  public record Role(String key, String role, String service) {
    String roleName() {
      return role.substring(role.lastIndexOf('/') + 1);
    }
  }

  /**
   * A place in a bucket.
   *
   * @param key where it is named
   * @param uri {@code s3://bucket/…}
   */
  public record Place(String key, String uri) {
    String bucket() {
      return uri.replaceFirst("^s3a?://", "").replaceFirst("/.*$", "");
    }
  }
}
