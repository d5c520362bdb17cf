package io.sluice.deploy.doctor;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.deploy.DeployedStack;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.awscore.client.builder.AwsSyncClientBuilder;

/**
 * What is looked at.
 *
 * @param stack which is deployed
 * @param jar the job's that is built here, to compare; empty: none is
 * @param functions the functions' archive that is built here
 * @param subnets that jobs are to run in, by the profile or the command line
 */
record Patient(
    AwsSettings settings,
    DeployedStack stack,
    Optional<Path> jar,
    Optional<Path> functions,
    List<String> subnets) {

  /** What CloudFormation calls a resource; empty if the stack has none of that name. */
  String id(String logical) {
    return stack.resources().getOrDefault(logical, "");
  }

  boolean has(String logical) {
    return stack.resources().containsKey(logical);
  }

  /** The value of a parameter of the template. */
  String parameter(String name) {
    return stack.parameters().getOrDefault(name, "");
  }

  /** A client that is to be closed. */
  <B extends AwsClientBuilder<B, C> & AwsSyncClientBuilder<B, C>, C> C client(B builder) {
    return AwsClients.configured(builder, settings).build();
  }

  /** How the stack is made what it should be, as people type it. */
  String deployAgain() {
    return "'sluice deploy --stack " + stack.name() + " --region " + stack.region() + "'";
  }
}
