package io.sluice.cli.launch;

import io.sluice.aws.AwsSettings;
import io.sluice.aws.S3Settings;
import io.sluice.cli.error.UsageException;
import io.sluice.deploy.DeployPlan;
import io.sluice.deploy.DeployedStack;
import io.sluice.launch.profile.Profile;
import io.sluice.launch.profile.Profiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds a profile: that of {@code sluice.yaml}, else the defaults; completed by a stack. */
public final class Environments {
  private Environments() {}

  /**
   * The profile of an environment, as its file has it.
   *
   * @param folder where {@code sluice.yaml} is looked for
   * @param named the file, if the user named one
   * @param environment empty: the file's default
   * @throws io.sluice.spec.SpecException if the file has mistakes
   */
  public static Profile find(Path folder, Optional<Path> named, String environment) {
    Path file = named.orElse(folder.resolve(Profiles.FILE));
    if (!Files.exists(file)) {
      if (named.isPresent() || !environment.isEmpty()) {
        throw new UsageException(
            "there is no "
                + file
                + ", which says what environments there are; docs/launch.md begins one");
      }
      return Profile.defaults();
    }
    try {
      return Profiles.read(Files.readString(file), file.toString()).environment(environment);
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /**
   * The profile with what it leaves open taken from its stack. Where none is named, a stack of the
   * usual name will do, if there is one.
   *
   * @throws UsageException if the named stack is not there
   */
  public static Profile completed(Profile profile) {
    Profile.Place place = profile.place();
    boolean named = !place.stack().isEmpty();
    String stack = named ? place.stack() : DeployPlan.DEFAULT_STACK;
    Optional<Map<String, String>> outputs =
        DeployedStack.look(settings(profile), stack).map(DeployedStack::outputs);
    if (outputs.isEmpty() && named) {
      throw new UsageException(
          "there is no stack "
              + stack
              + (place.region().isEmpty() ? "" : " in " + place.region())
              + ": './sluice deploy --stack "
              + stack
              + "' makes it, or correct 'stack' in sluice.yaml");
    }
    return outputs.map(profile::completedBy).orElse(profile);
  }

  /** How AWS is reached for a profile. */
  public static AwsSettings settings(Profile profile) {
    return new AwsSettings(profile.place().region(), "", S3Settings.DEFAULT);
  }
}
