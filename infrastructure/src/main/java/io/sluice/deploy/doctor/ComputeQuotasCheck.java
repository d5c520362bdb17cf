package io.sluice.deploy.doctor;

import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;

/** Whether the account lets the stack's job and application have what they may ask for. */
final class ComputeQuotasCheck implements Check {
  @Override
  public String name() {
    return "compute-quotas";
  }

  @Override
  public List<Finding> look(Patient patient) {
    try (ServiceQuotasClient client = patient.client(ServiceQuotasClient.builder())) {
      return Quotas.look(name(), needs(patient), Quotas.of(client), "by " + patient.deployAgain());
    }
  }

  private static List<Need> needs(Patient patient) {
    List<Need> needs = new ArrayList<>();
    long runs = Long.parseLong(patient.parameter("RunsAtOnce"));
    // A G.2X has two DPUs, and so on.
    long dpus = Long.parseLong(patient.parameter("WorkerType").replaceAll("\\D", ""));
    long workers = Long.parseLong(patient.parameter("Workers"));
    needs.add(new Need("Workers", Quota.GLUE_DPUS, runs * workers * dpus));
    needs.add(new Need("RunsAtOnce", Quota.GLUE_RUNS, runs));
    if (patient.has("Application")) {
      needs.add(
          new Need(
              "LargeVcpus",
              Quota.SERVERLESS_VCPUS,
              Long.parseLong(patient.parameter("LargeVcpus"))));
    }
    return needs;
  }
}
