package io.sluice.deploy.doctor;

import java.util.List;

/** Looks at one thing. What it may not look at it leaves to the SDK's exception. */
interface Check {
  /** One word. */
  String name();

  /** What is found, at least that all is good. */
  List<Finding> look(Patient patient);
}
