package io.sluice.launch.profile;

import io.sluice.spec.Settings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * What is known of an environment. Texts that are not known are empty; there are no secrets in it.
 *
 * @param name the environment's
 * @param timeout after which a run and its compute are ended
 * @param budget what a run may cost by estimate, in US dollars
 * @param tags of all that is made
 */
public record Profile(
    String name,
    Place place,
    Duration timeout,
    Optional<Double> budget,
    Map<String, String> tags,
    Network network,
    WayProfiles ways) {
  private static final Duration DEFAULT_TIMEOUT = Duration.ofHours(2);
  private static final Duration LONGEST = Duration.ofDays(7);

  public Profile {
    tags = Map.copyOf(tags);
  }

  /**
   * Where an environment is, and where its things lie.
   *
   * @param region empty: what the process's environment says
   * @param stack the CloudFormation stack whose outputs complete the profile; empty: none
   * @param artifacts where programs are put
   * @param jar the jobs' jar, an {@code s3://} URI or a file; empty: the installation's, which is
   *     uploaded
   */
  public record Place(String region, String stack, String lake, String artifacts, String jar) {
    static Place read(Settings at) {
      return new Place(
          at.text("region", "[a-z]{2,}(-[a-z]+)+-[0-9]", "a region (eu-central-1)").orElse(""),
          at.text("stack").orElse(""),
          at.text("lake").orElse(""),
          Keys.place(at, "artifacts"),
          at.text("jar", ".+\\.jar", "a jar").orElse(""));
    }

    Place completedBy(Map<String, String> outputs) {
      String bucket = outputs.getOrDefault("ArtifactsBucket", "");
      String programs = bucket.isEmpty() ? "" : "s3://" + bucket;
      String itsLake = outputs.getOrDefault("LakeLocation", "");
      return new Place(region, stack, or(lake, itsLake), or(artifacts, programs), jar);
    }

    /** The same with what the command line says; what is empty there stays. */
    public Place with(String otherRegion, String otherLake, String otherJar) {
      return new Place(
          or(otherRegion, region), stack, or(otherLake, lake), artifacts, or(otherJar, jar));
    }

    private static String or(String text, String otherwise) {
      return text.isEmpty() ? otherwise : text;
    }
  }

  /** What holds where nothing is said. */
  public static Profile defaults() {
    return read("default", Settings.of("", "no file"));
  }

  static Profile read(String name, Settings at) {
    Duration timeout = at.duration("timeout").orElse(DEFAULT_TIMEOUT);
    if (timeout.toMinutes() < 1 || timeout.compareTo(LONGEST) > 0) {
      at.refuse("timeout", "must be between 1m and 7d", "");
    }
    Map<String, String> tags = at.pairs("tags");
    for (String tag : tags.keySet()) {
      if (tag.startsWith("aws:") || tag.startsWith("sluice:")) {
        at.refuse("tags", "has '" + tag + "', whose prefix is reserved", "give it another name");
      }
    }
    return new Profile(
        name,
        Place.read(at),
        timeout,
        at.number("budget"),
        tags,
        Network.read(at.section("network")),
        WayProfiles.read(at));
  }

  /** This, with what it leaves open taken from the outputs of its stack. */
  public Profile completedBy(Map<String, String> outputs) {
    return with(place.completedBy(outputs)).with(ways.completedBy(outputs));
  }

  /** The same elsewhere. */
  public Profile with(Place other) {
    return new Profile(name, other, timeout, budget, tags, network, ways);
  }

  /** The same with another timeout; zero changes nothing. */
  public Profile with(Duration other) {
    return new Profile(name, place, other.isZero() ? timeout : other, budget, tags, network, ways);
  }

  /** The same with other settings of the ways. */
  public Profile with(WayProfiles other) {
    return new Profile(name, place, timeout, budget, tags, network, other);
  }
}
