package io.sluice.deploy.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.deploy.doctor.Finding.Severity;
import io.sluice.localaws.LocalAws;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

/** What may be asked for is held against what a new account may use. */
@ExtendWith(LocalAwsForTests.class)
class QuotasTest {
  private static AwsSettings settings() {
    LocalAws aws = LocalAwsForTests.aws();
    LocalAws.use(aws.endpoint());
    return new AwsSettings(aws.region(), aws.endpoint().toString(), S3Settings.DEFAULT);
  }

  private static List<Finding> look(Need... needs) {
    Environment environment =
        new Environment(
            "prod",
            settings().region(),
            List.of(),
            "",
            List.of(),
            List.of(),
            List.of(),
            "",
            List.of(needs));
    return new NamedQuotasCheck().look(environment, settings());
  }

  /** By AWS's codes: the emulator knows no others. */
  @Test
  void eachQuotaIsKnown() {
    try (ServiceQuotasClient client =
        AwsClients.configured(ServiceQuotasClient.builder(), settings()).build()) {
      for (Quota quota : Quota.values()) {
        assertTrue(Quotas.of(client).apply(quota).getAsDouble() > 0, quota.toString());
      }
    }
  }

  @Test
  void whatTheAccountMayNotUseIsToldWithTheCommandThatAsksForMore() {
    List<Finding> all =
        look(
            new Need("glue.workers", Quota.GLUE_DPUS, 12),
            new Need("emr_serverless.most_vcpus", Quota.SERVERLESS_VCPUS, 100),
            new Need("batch.vcpus", Quota.FARGATE_VCPUS, 6),
            new Need("emr.most_instances", Quota.ON_DEMAND_VCPUS, 44));
    assertEquals(2, all.size(), all::toString);
    assertEquals(Severity.WARNING, all.get(0).severity());
    assertEquals(
        "emr_serverless.most_vcpus: 100 vCPUs of EMR Serverless may be asked for at a time, and"
            + " the account has 16. What is beyond that waits, or is refused",
        all.get(0).what());
    assertEquals(
        "ask for more: 'aws service-quotas request-service-quota-increase --service-code"
            + " emr-serverless --quota-code L-D05C8A75 --desired-value 100'; or lower"
            + " emr_serverless.most_vcpus in sluice.yaml",
        all.get(0).remedy());
    assertTrue(all.get(1).what().startsWith("emr.most_instances: 44 vCPUs of EC2 on demand"));
  }

  @Test
  void whatIsEnoughIsGoodAndWhatIsNotToldIsNotLookedAt() {
    assertEquals(
        Severity.GOOD, look(new Need("batch.vcpus", Quota.FARGATE_VCPUS, 4)).get(0).severity());
    assertEquals(Severity.GOOD, look().get(0).severity());
    Need need = new Need("batch.vcpus", Quota.FARGATE_VCPUS, 4);
    Finding untold =
        Quotas.look("quotas", List.of(need), quota -> OptionalDouble.empty(), "").get(0);
    assertEquals(Severity.UNKNOWN, untold.severity());
    assertTrue(untold.remedy().contains("L-3032A538"), untold.remedy());
  }
}
