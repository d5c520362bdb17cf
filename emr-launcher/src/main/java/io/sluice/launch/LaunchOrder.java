package io.sluice.launch;

import io.sluice.launch.profile.Profile;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.LakeLocation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What is to be run.
 *
 * @param runId names everything that is made for it: letters, digits, {@code _} and {@code -}
 * @param lake a folder or URI
 * @param parts what is ingested, at least one; several only where {@link LaunchWay#takesSeveral}
 * @param profile settings, completed
 * @param jar the jobs' jar with all it needs: an {@code s3://} URI for remote ways, else a file;
 *     empty for a way that takes none
 * @param timeout after which run and compute are ended
 */
public record LaunchOrder(
    String runId, String lake, List<Part> parts, Profile profile, String jar, Duration timeout) {
  /** The tag that says whose it is; its value is the run's id. */
  public static final String TAG = "sluice:run";

  /** The tag that says into which lake it goes. */
  public static final String LAKE_TAG = "sluice:lake";

  /** The tag that says for which environment it was made. */
  public static final String ENVIRONMENT_TAG = "sluice:environment";

  /** The longest id that every service takes in a name of ours. */
  public static final int LONGEST_ID = 50;

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_-]*");

  /**
   * One spec.
   *
   * @param runId of its ingest in the ledger
   * @param at where the spec lies, for the job
   * @param outcome where the job writes how it ended
   */
  public record Part(String runId, String at, DatasetSpec spec, String outcome) {
    /** What the job is told. */
    public List<String> arguments(String lake) {
      return List.of(
          JobArguments.SPEC,
          at,
          JobArguments.LAKE,
          lake,
          JobArguments.RUN_ID,
          runId,
          JobArguments.OUTCOME,
          outcome);
    }
  }

  public LaunchOrder {
    if (!ID.matcher(runId).matches() || runId.length() > LONGEST_ID) {
      throw new OrderRefusedException(
          "'"
              + runId
              + "' is not a run id: use at most "
              + LONGEST_ID
              + " letters, digits, _ and -, beginning with a letter or digit");
    }
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("an order of nothing");
    }
    parts = List.copyOf(parts);
  }

  /**
   * The only part.
   *
   * @throws IllegalStateException if there are several
   */
  public Part part() {
    if (parts.size() > 1) {
      throw new IllegalStateException("an order of " + parts.size() + " parts");
    }
    return parts.get(0);
  }

  /** The id of a part among several: attempts of a run are numbered, so this is not a number. */
  public static String partId(String runId, int index, int parts) {
    return parts == 1 ? runId : runId + "-s" + (index + 1);
  }

  /** The id of the launch whose part this would be; empty if it does not look like one. */
  public static Optional<String> launchOfPart(String partId) {
    String launch = partId.replaceFirst("-s[0-9]+$", "");
    return launch.equals(partId) ? Optional.empty() : Optional.of(launch);
  }

  /** The profile's tags and ours, for whatever is made for this order. */
  public Map<String, String> tags() {
    Map<String, String> tags = new TreeMap<>(profile.tags());
    tags.put(TAG, runId);
    tags.put(LAKE_TAG, lake);
    return tags;
  }

  /** The profile's tags and ours, for what outlives this order and serves others. */
  public Map<String, String> sharedTags() {
    Map<String, String> tags = new TreeMap<>(profile.tags());
    tags.put(ENVIRONMENT_TAG, profile.name());
    return tags;
  }

  /** The name of what is made for this order. */
  public String resourceName() {
    return "sluice-" + runId;
  }

  /** Where in the lake a service puts what it writes for launches of its own accord. */
  public String temporary(String name) {
    return new LakeLocation(lake).own("tmp/" + name);
  }

  /** Only one of its parts, as an order of its own. */
  public List<LaunchOrder> split() {
    List<LaunchOrder> orders = new ArrayList<>();
    for (Part part : parts) {
      orders.add(new LaunchOrder(part.runId(), lake, List.of(part), profile, jar, timeout));
    }
    return orders;
  }
}
