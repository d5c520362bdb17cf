package io.sluice.deploy.doctor;

import java.util.List;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.EventSourceMappingConfiguration;
import software.amazon.awssdk.services.lambda.model.FunctionConfiguration;
import software.amazon.awssdk.services.lambda.model.LastUpdateStatus;
import software.amazon.awssdk.services.lambda.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lambda.model.State;

/** Whether each function can run, and takes events from the queue. */
final class FunctionsCheck implements Check {
  private static final String RUNTIME = "java17.al2023";

  @Override
  public String name() {
    return "functions";
  }

  @Override
  public List<Finding> look(Patient patient) {
    Findings findings = new Findings(name());
    int count = 0;
    try (LambdaClient lambda = patient.client(LambdaClient.builder())) {
      for (String logical : patient.stack().resources().keySet()) {
        if (!logical.endsWith("Function")) {
          continue;
        }
        count++;
        String id = patient.id(logical);
        try {
          FunctionConfiguration function =
              lambda.getFunction(b -> b.functionName(id)).configuration();
          Integer reserved =
              lambda.getFunctionConcurrency(b -> b.functionName(id)).reservedConcurrentExecutions();
          look(logical, function, reserved, patient, findings);
        } catch (ResourceNotFoundException e) {
          findings.fault(
              logical + " (" + id + ") is not there",
              "'sluice destroy' (data stays), then " + patient.deployAgain());
        }
      }
      mapping(lambda, patient, findings);
    }
    return findings.orGood(count + " of them, with " + RUNTIME);
  }

  private static void look(
      String logical,
      FunctionConfiguration function,
      Integer reserved,
      Patient patient,
      Findings findings) {
    String id = function.functionName();
    if (reserved != null && reserved == 0) {
      findings.fault(
          id + " is switched off: its reserved concurrency is 0",
          "aws lambda delete-function-concurrency --function-name " + id);
    }
    if (function.state() == State.FAILED
        || function.lastUpdateStatus() == LastUpdateStatus.FAILED) {
      findings.fault(
          id + " cannot run: " + function.stateReason() + " " + function.lastUpdateStatusReason(),
          patient.deployAgain());
    }
    if (!RUNTIME.equals(function.runtimeAsString())) {
      findings.warning(
          logical + " has runtime " + function.runtimeAsString() + ", not " + RUNTIME,
          patient.deployAgain());
    }
  }

  private static void mapping(LambdaClient lambda, Patient patient, Findings findings) {
    String id = patient.id("ArrivalMapping");
    try {
      EventSourceMappingConfiguration mapping =
          lambda
              .listEventSourceMappings(b -> b.functionName(patient.id("ArrivalFunction")))
              .eventSourceMappings()
              .stream()
              .findFirst()
              .orElse(null);
      if (mapping == null) {
        findings.fault(
            "nothing takes events from the queue: the mapping is not there",
            "'sluice destroy' (data stays), then " + patient.deployAgain());
      } else if (mapping.state().startsWith("Disabl")) {
        findings.fault(
            "nothing takes events from the queue: mapping " + mapping.uuid() + " is disabled",
            "aws lambda update-event-source-mapping --enabled --uuid " + mapping.uuid());
      }
    } catch (ResourceNotFoundException e) {
      findings.fault("the mapping " + id + " has no function any more", patient.deployAgain());
    }
  }
}
