package io.sluice.cli.launch;

import io.sluice.cli.error.UsageException;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchOrder.Part;
import io.sluice.launch.profile.Profile;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.lake.Locations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Makes orders of specs, and puts specs of this machine where other machines read them. */
public final class Orders {
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final int LONGEST_DATASET = 25;
  private static final int RANDOM_BITS = 0x1000000;

  private final LakeLaunchRecords records;
  private final Map<Path, String> uploads = new LinkedHashMap<>();

  public Orders(LakeLaunchRecords records) {
    this.records = records;
  }

  /** A spec and where it lies: a file of this machine, or a URI. */
  public record Named(String location, DatasetSpec spec) {}

  /** An id that nobody else has. */
  public static String newId(DatasetSpec spec, Clock clock) {
    String dataset = spec.dataset();
    return String.format(
            Locale.ROOT,
            "%s-%s-%06x",
            dataset.substring(0, Math.min(LONGEST_DATASET, dataset.length())),
            STAMP.format(clock.instant()),
            new SecureRandom().nextInt(RANDOM_BITS))
        .replaceFirst("^_", "d_");
  }

  /**
   * One order of all specs.
   *
   * @param remote whether the job runs on another machine
   */
  public LaunchOrder of(
      String runId,
      List<Named> specs,
      LakeLocation lake,
      Profile profile,
      String jar,
      boolean remote) {
    List<Part> parts = new ArrayList<>();
    for (int i = 0; i < specs.size(); i++) {
      String id = LaunchOrder.partId(runId, i, specs.size());
      parts.add(
          new Part(
              id,
              remote ? place(specs.get(i), runId, i) : specs.get(i).location(),
              specs.get(i).spec(),
              records.place(id, "outcome.json")));
    }
    return new LaunchOrder(runId, lake.root(), parts, profile, jar, profile.timeout());
  }

  private String place(Named named, String runId, int index) {
    if (!Locations.isLocal(named.location())) {
      return named.location();
    }
    named
        .spec()
        .target()
        .location()
        .filter(Locations::isLocal)
        .ifPresent(
            location -> {
              throw new UsageException(
                  named.location()
                      + " has target.location "
                      + location
                      + ", a folder of this machine: name a place in a bucket, or leave it out");
            });
    Path file = Locations.path(named.location());
    String name = file.getFileName().toString();
    String place = records.place(runId, "spec-" + (index + 1) + name.replaceFirst("^.*\\.", "."));
    uploads.put(file, place);
    return place;
  }

  /** Puts the specs of this machine where the orders say that they are. */
  public void putSpecs() {
    uploads.forEach(
        (file, place) -> {
          try {
            records.put(place, Files.readString(file));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }
}
