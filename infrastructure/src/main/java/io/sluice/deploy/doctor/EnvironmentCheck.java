package io.sluice.deploy.doctor;

import io.sluice.aws.AwsSettings;
import java.util.List;

/** Looks at one thing of an environment. What it may not look at it leaves to the exception. */
interface EnvironmentCheck {
  /** One word. */
  String name();

  /** What is found, at least that all is good. */
  List<Finding> look(Environment environment, AwsSettings settings);
}
