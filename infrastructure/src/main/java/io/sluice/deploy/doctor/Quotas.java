package io.sluice.deploy.doctor;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import software.amazon.awssdk.services.servicequotas.ServiceQuotasClient;
import software.amazon.awssdk.services.servicequotas.model.NoSuchResourceException;

/** What an account may use at a time, against what may be asked for. */
final class Quotas {
  private Quotas() {}

  /** What an account may use; empty if AWS does not tell, as in some regions. */
  static Function<Quota, OptionalDouble> of(ServiceQuotasClient client) {
    return quota -> {
      try {
        return OptionalDouble.of(applied(client, quota));
      } catch (NoSuchResourceException untold) {
        return OptionalDouble.empty();
      }
    };
  }

  /** One that was never changed for the account may be known as AWS's default only. */
  private static double applied(ServiceQuotasClient client, Quota quota) {
    try {
      return client
          .getServiceQuota(b -> b.serviceCode(quota.service()).quotaCode(quota.code()))
          .quota()
          .value();
    } catch (NoSuchResourceException unchanged) {
      return client
          .getAWSDefaultServiceQuota(b -> b.serviceCode(quota.service()).quotaCode(quota.code()))
          .quota()
          .value();
    }
  }

  /**
   * What is found.
   *
   * @param less how what is asked for is lowered, for people, begun with the setting
   */
  static List<Finding> look(
      String check, List<Need> needs, Function<Quota, OptionalDouble> has, String less) {
    Findings findings = new Findings(check);
    for (Need need : needs) {
      OptionalDouble most = has.apply(need.quota());
      if (most.isEmpty()) {
        findings.unknown(
            need.key() + ": AWS does not tell here how many " + need.quota().text() + " it has",
            "look it up: quota " + need.quota().code() + " of " + need.quota().service());
      } else if (need.most() > most.getAsDouble()) {
        findings.warning(
            String.format(
                Locale.ROOT,
                "%s: %d %s may be asked for at a time, and the account has %.0f. What is beyond"
                    + " that waits, or is refused",
                need.key(),
                need.most(),
                need.quota().text(),
                most.getAsDouble()),
            String.format(
                Locale.ROOT,
                "ask for more: 'aws service-quotas request-service-quota-increase --service-code"
                    + " %s --quota-code %s --desired-value %d'; or lower %s %s",
                need.quota().service(),
                need.quota().code(),
                need.most(),
                need.key(),
                less));
      }
    }
    return findings.orGood(
        needs.isEmpty() ? "nothing needs one" : "enough for what may be asked for");
  }
}
