package io.sluice.deploy;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.aws.lake.LakeMaker;
import io.sluice.aws.lake.LakeSettings;
import io.sluice.spec.lake.LakeLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.glue.model.EntityNotFoundException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Deploys the stack: its bucket for artefacts first, then what goes into that, then all the rest in
 * one change set. Doing it again changes only what is different.
 */
public final class Deployment {
  /**
   * What came of it.
   *
   * @param changed whether anything was
   * @param outputs the stack's
   * @param resources the names that CloudFormation gave, by the template's
   */
  public record Result(
      boolean changed, Map<String, String> outputs, Map<String, String> resources) {}

  private final AwsSettings settings;
  private final DeployProgress progress;
  private final Stack.Pause pause;

  /** Deploys where these settings say. */
  public Deployment(AwsSettings settings, DeployProgress progress) {
    this(settings, progress, Deployment::sleep);
  }

  Deployment(AwsSettings settings, DeployProgress progress, Stack.Pause pause) {
    this.settings = settings;
    this.progress = progress;
    this.pause = pause;
  }

  /**
   * Deploys and waits for the end.
   *
   * @throws DeployException if it does not come to a good end; the message says what to do
   */
  public Result deploy(DeployPlan plan) {
    Regions.require(settings);
    return DeployFailures.told(plan.stack(), settings, () -> deployNow(plan));
  }

  private Result deployNow(DeployPlan plan) {
    Stack stack = new Stack(cloudFormation(settings), plan.stack(), progress, pause);
    StackState.requireChangeable(stack.find());
    if (!stack.resources().containsKey("Artifacts")) {
      progress.say("making stack " + plan.stack() + ", first its bucket for artefacts");
      stack.change(Template.artifactsOnly(), List.of());
    }
    String bucket = stack.resources().get("Artifacts");
    S3Client s3 = AwsClients.s3(settings);
    Artifacts artifacts = new Artifacts(s3, bucket, progress);
    Map<String, String> values = new LinkedHashMap<>(plan.parameters());
    values.put("FunctionsKey", artifacts.put("functions", plan.functions()));
    values.put("JarKey", artifacts.put("jobs", plan.jar()));
    values.put("ScriptKey", artifacts.put("jobs", "placeholder", ".scala", Template.script()));
    values.put("MachineKey", artifacts.put("machine", "machine", ".json", Template.machine()));
    Set<String> known = stack.parameters();
    if (!known.contains("MakeDatabase") && !values.containsKey("MakeDatabase")) {
      values.put("MakeDatabase", databaseIsThere(values) ? "no" : "yes");
    }
    boolean changed = stack.change(template(artifacts, s3, bucket), parameters(values, known));
    Map<String, String> outputs = stack.outputs();
    makeLake(outputs);
    return new Result(changed, outputs, stack.resources());
  }

  /** As 'sluice init' makes one, over the stack's bucket and table. */
  private void makeLake(Map<String, String> outputs) {
    LakeLocation lake = new LakeLocation(outputs.get("LakeLocation"));
    LakeSettings wanted =
        LakeSettings.of(
            outputs.get("LedgerTable"),
            new AwsSettings(
                Regions.meant(settings).orElse(""),
                "",
                S3Settings.DEFAULT.with(settings.s3().addressing())));
    if (LakeMaker.make(lake, wanted) == LakeMaker.Made.NEW) {
      progress.say("made the lake " + lake.root());
    }
  }

  private String template(Artifacts artifacts, S3Client s3, String bucket) {
    String text = Template.stack();
    if (text.length() <= Template.LONGEST_BODY) {
      return text;
    }
    String key = artifacts.put("template", "template", ".yaml", text);
    return s3.utilities().getUrl(b -> b.bucket(bucket).key(key)).toExternalForm();
  }

  private static List<Parameter> parameters(Map<String, String> values, Set<String> known) {
    List<Parameter> parameters = new ArrayList<>();
    values.forEach(
        (name, value) ->
            parameters.add(Parameter.builder().parameterKey(name).parameterValue(value).build()));
    for (String name : known) {
      if (!values.containsKey(name)) {
        parameters.add(Parameter.builder().parameterKey(name).usePreviousValue(true).build());
      }
    }
    return parameters;
  }

  /** From an earlier stack, which left its data. */
  private boolean databaseIsThere(Map<String, String> values) {
    String name = values.getOrDefault("DatabaseName", "sluice");
    try {
      AwsClients.glue(settings).getDatabase(b -> b.name(name));
      return true;
    } catch (EntityNotFoundException e) {
      return false;
    }
  }

  static CloudFormationClient cloudFormation(AwsSettings settings) {
    return AwsClients.configured(CloudFormationClient.builder(), settings).build();
  }

  static void sleep(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DeployException("interrupted; CloudFormation goes on with what it began", e);
    }
  }
}
