package io.sluice.deploy;

import io.sluice.aws.AwsSettings;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;

/**
 * A stack as it is.
 *
 * @param arn its id, with region and account in it
 * @param status CloudFormation's, such as {@code UPDATE_COMPLETE}
 * @param parameters the values that it was deployed with
 * @param outputs by the template's names
 * @param resources the names that CloudFormation gave, by the template's
 */
public record DeployedStack(
    String name,
    String arn,
    String status,
    Map<String, String> parameters,
    Map<String, String> outputs,
    Map<String, String> resources) {

  /**
   * Asks for it.
   *
   * @throws DeployException if there is none of this name, or CloudFormation does not answer
   */
  public static DeployedStack find(AwsSettings settings, String name) {
    return look(settings, name)
        .orElseThrow(
            () ->
                new DeployException(
                    "there is no stack "
                        + name
                        + Regions.meant(settings).map(region -> " in " + region).orElse("")
                        + ": 'sluice deploy' makes one; --stack and --region name another"));
  }

  /**
   * Asks for it.
   *
   * @return empty if there is none
   * @throws DeployException if CloudFormation does not answer
   */
  public static Optional<DeployedStack> look(AwsSettings settings, String name) {
    return DeployFailures.told(
        name,
        settings,
        () -> {
          try (CloudFormationClient client = Deployment.cloudFormation(settings)) {
            return read(client, name);
          }
        });
  }

  private static Optional<DeployedStack> read(CloudFormationClient client, String name) {
    Stack stack = new Stack(client, name, line -> {}, Deployment::sleep);
    return stack
        .find()
        .map(
            found -> {
              Map<String, String> parameters = new TreeMap<>();
              for (Parameter each : found.parameters()) {
                parameters.put(each.parameterKey(), each.parameterValue());
              }
              return new DeployedStack(
                  name,
                  found.stackId(),
                  found.stackStatusAsString(),
                  parameters,
                  stack.outputs(),
                  stack.resources());
            });
  }

  /** Where it is. */
  public String region() {
    return arn.split(":", -1)[3];
  }

  /** Whose it is. */
  public String account() {
    return arn.split(":", -1)[4];
  }
}
