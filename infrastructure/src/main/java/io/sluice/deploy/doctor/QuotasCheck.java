package io.sluice.deploy.doctor;

import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.AccountLimit;

/** Whether the account lets as many functions run at once as the stack needs. */
final class QuotasCheck implements Check {
  /** What the arrival function takes (its mapping's limit), and the others beside it. */
  static final int FUNCTIONS_AT_ONCE = 20;

  @Override
  public String name() {
    return "quotas";
  }

  @Override
  public List<Finding> look(Patient patient) {
    try (LambdaClient lambda = patient.client(LambdaClient.builder())) {
      return look(lambda.getAccountSettings(b -> {}).accountLimit());
    }
  }

  static List<Finding> look(AccountLimit limit) {
    Findings findings = new Findings("quotas");
    int free = limit.unreservedConcurrentExecutions();
    if (free < FUNCTIONS_AT_ONCE) {
      findings.warning(
          "functions without reserved concurrency run at most "
              + free
              + " at a time, as in new accounts",
          "ask for more: 'aws service-quotas request-service-quota-increase --service-code lambda"
              + " --quota-code L-B99A9384 --desired-value 1000'; or take back what other functions"
              + " reserve");
    }
    return findings.orGood(free + " functions at a time");
  }
}
