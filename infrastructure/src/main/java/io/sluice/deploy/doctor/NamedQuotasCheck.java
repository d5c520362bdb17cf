package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.util.List;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

/** Whether the account lets the launches of an environment have what they may ask for. */
final class NamedQuotasCheck implements EnvironmentCheck {
  @Override
  public String name() {
    return "named-quotas";
  }

  @Override
  public List<Finding> look(Environment environment, AwsSettings settings) {
    try (ServiceQuotasClient client =
        AwsClients.configured(ServiceQuotasClient.builder(), settings).build()) {
      return Quotas.look(name(), environment.needs(), Quotas.of(client), "in sluice.yaml");
    }
  }
}
