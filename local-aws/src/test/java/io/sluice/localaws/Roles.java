package io.sluice.localaws;

/** Roles for tests. */
final class Roles {
  private Roles() {}

  /** Makes a role that a service may take on; its ARN. */
  static String make(String name, String service) {
    String trust =
        """
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
          "Principal": {"Service": "%s"}}]}"""
            .formatted(service);
    return Clients.iam()
        .createRole(b -> b.roleName(name).assumeRolePolicyDocument(trust))
        .role()
        .arn();
  }
}
