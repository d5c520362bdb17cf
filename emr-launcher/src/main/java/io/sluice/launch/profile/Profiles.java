package io.sluice.launch.profile;

import io.sluice.spec.NearestName;
import io.sluice.spec.Settings;
import io.sluice.spec.SpecException;
import io.sluice.spec.SpecLocation;
import io.sluice.spec.SpecProblem;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The environments of a {@code sluice.yaml}. */
public final class Profiles {
  /** The file's name. */
  public static final String FILE = "sluice.yaml";

  private final String file;
  private final Map<String, Profile> environments;
  private final String fallback;

  private Profiles(String file, Map<String, Profile> environments, String fallback) {
    this.file = file;
    this.environments = environments;
    this.fallback = fallback;
  }

  /**
   * Reads a file's text.
   *
   * @param file what messages call it
   * @throws SpecException with every problem, each with its line
   */
  public static Profiles read(String text, String file) {
    Settings root = Settings.of(text, file);
    String fallback = root.text("default").orElse("");
    Settings section = root.section("environments");
    Map<String, Profile> environments = new LinkedHashMap<>();
    for (String name : section.keys()) {
      if (!name.matches("[A-Za-z0-9_-]{1,40}")) {
        section.refuse(name, "is not a name: use letters, digits, _ and -", "");
      }
      environments.put(name, Profile.read(name, section.section(name)));
    }
    if (environments.isEmpty()) {
      root.refuse(
          "environments",
          "has none",
          "write for example 'environments: {dev: {region: eu-central-1}}'");
    } else if (!fallback.isEmpty() && !environments.containsKey(fallback)) {
      root.refuse(
          "default",
          "names '" + fallback + "', which is not among the environments",
          NearestName.hint(
              fallback,
              environments.keySet(),
              "they are " + String.join(", ", environments.keySet())));
    }
    root.finish();
    return new Profiles(file, environments, fallback);
  }

  /**
   * One environment.
   *
   * @param name empty: the default, or the only one
   * @throws SpecException if there is none of that name, or it is not clear which is meant
   */
  public Profile environment(String name) {
    String wanted = name.isEmpty() ? fallback : name;
    if (wanted.isEmpty() && environments.size() == 1) {
      return environments.values().iterator().next();
    }
    if (wanted.isEmpty()) {
      throw problem(
          "it has several environments and no default",
          "say which with --env: " + String.join(", ", environments.keySet()));
    }
    Profile profile = environments.get(wanted);
    if (profile == null) {
      throw problem(
          "there is no environment '" + wanted + "'",
          NearestName.hint(
              wanted,
              environments.keySet(),
              "they are " + String.join(", ", environments.keySet())));
    }
    return profile;
  }

  private SpecException problem(String message, String hint) {
    return new SpecException(file, List.of(new SpecProblem(SpecLocation.UNKNOWN, message, hint)));
  }
}
