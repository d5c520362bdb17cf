package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.deploy.DeployException;
import io.sluice.deploy.DeployedStack;
import io.sluice.deploy.doctor.Finding.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sts.StsClient;

/**
 * Looks at an account and a stack in it, and changes nothing. A check that fails does not keep the
 * others from being made.
 */
public final class Doctor {
  private static final List<Check> CHECKS =
      List.of(
          new StackCheck(),
          new DriftCheck(),
          new ProgramsCheck(),
          new BucketsCheck(),
          new KeyCheck(),
          new RolesCheck(),
          new LakeCheck(),
          new JobCheck(),
          new FunctionsCheck(),
          new EventsCheck(),
          new MessagesCheck(),
          new QuotasCheck(),
          new ComputeQuotasCheck(),
          new SubnetsCheck());

  private static final List<EnvironmentCheck> OF_ENVIRONMENTS =
      List.of(
          new NamedRolesCheck(),
          new PlacesCheck(),
          new NetworkCheck(),
          new NamedJobCheck(),
          new NamedQuotasCheck());

  private final AwsSettings settings;

  /** Of where these settings say. */
  public Doctor(AwsSettings settings) {
    this.settings = settings;
  }

  /** Looks whether the account can be asked at all; with a fault, nothing else can. */
  public List<Finding> account() {
    return AccountCheck.look(settings, Doctor::caller);
  }

  /** Looks at what an environment names, once the {@link #account} is known to answer. */
  public List<Finding> examine(Environment environment) {
    List<Finding> all = new ArrayList<>();
    for (EnvironmentCheck check : OF_ENVIRONMENTS) {
      all.addAll(looked(check.name(), () -> check.look(environment, settings)));
    }
    return all;
  }

  /**
   * Looks at account and stack.
   *
   * @param stack its name
   * @param jar the job's that is built here; empty: none is
   * @param functions the functions' archive that is built here; empty: none is
   * @param subnets that jobs are to run in
   * @return what was found, in the order of the checks
   */
  public List<Finding> examine(
      String stack, Optional<Path> jar, Optional<Path> functions, List<String> subnets) {
    List<Finding> all = new ArrayList<>(account());
    if (all.stream().anyMatch(each -> each.severity() == Severity.FAULT)) {
      // Nothing can be asked.
      return all;
    }
    Optional<DeployedStack> found;
    try {
      found = DeployedStack.look(settings, stack);
    } catch (DeployException e) {
      all.add(new Finding("stack", Severity.FAULT, e.getMessage(), "see docs/aws.md"));
      return all;
    }
    if (found.isEmpty()) {
      all.add(
          new Finding(
              "stack",
              Severity.FAULT,
              "there is no stack " + stack,
              "'sluice deploy' makes one; --stack and --region name another"));
      return all;
    }
    Patient patient = new Patient(settings, found.get(), jar, functions, subnets);
    for (Check check : CHECKS) {
      all.addAll(looked(check.name(), () -> check.look(patient)));
    }
    return all;
  }

  private static List<Finding> looked(String name, Supplier<List<Finding>> check) {
    try {
      return check.get();
    } catch (AwsServiceException e) {
      Findings findings = new Findings(name);
      String code = e.awsErrorDetails() == null ? "" : e.awsErrorDetails().errorCode();
      if (e.statusCode() == 403 || code.contains("AccessDenied") || code.contains("Unauthorized")) {
        findings.unknown(
            "may not be looked at: " + e.awsErrorDetails().errorMessage(),
            "ask for the right that AWS names; 'sluice policies doctor' has all of them");
      } else {
        findings.unknown("cannot be looked at: " + text(e), "try again; --verbose shows more");
      }
      return findings.orGood("");
    } catch (SdkException e) {
      Findings findings = new Findings(name);
      findings.unknown("cannot be looked at: " + e.getMessage(), "try again");
      return findings.orGood("");
    }
  }

  private static String text(AwsServiceException e) {
    return e.awsErrorDetails() == null
        ? String.valueOf(e.getMessage())
        : e.awsErrorDetails().errorCode() + ": " + e.awsErrorDetails().errorMessage();
  }

  /**
   * Who asks.
   *
   * @throws SdkClientException if there are no credentials
   */
  private static String caller(AwsSettings settings) {
    try (StsClient sts = AwsClients.configured(StsClient.builder(), settings).build()) {
      return sts.getCallerIdentity().arn();
    }
  }
}
