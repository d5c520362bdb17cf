package io.sluice.cli.launch;

import io.sluice.ingest.report.OutcomeDocument;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.store.StoredSpecs;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchOrder;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.LaunchRecords;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The records of a lake's launches: {@code _sluice/launches/RUN.json}, and a folder for each. */
public final class LakeLaunchRecords implements LaunchRecords {
  private static final String FOLDER = "launches";
  private static final String ENDING = ".json";

  private final LakeLocation lake;
  private final Storages storages;

  public LakeLaunchRecords(LakeLocation lake, Storages storages) {
    this.lake = lake;
    this.storages = storages;
  }

  /** Where a launch keeps what belongs to it. */
  public String place(String runId, String name) {
    return lake.own(FOLDER + "/" + runId + "/" + name);
  }

  /** Puts a text there. */
  public void put(String place, String text) {
    try {
      storages.at(place).put(place, text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw unreachable(place, e);
    }
  }

  @Override
  public Optional<LaunchRecord> find(String runId) {
    return read(lake.own(FOLDER + "/" + runId + ENDING));
  }

  /** The launch of a run of the ledger, which may be one of several specs or attempts of it. */
  public Optional<LaunchRecord> ofRun(String runId) {
    String first = runId.replaceFirst("-[0-9]{1,3}$", "");
    return Stream.of(runId, first)
        .flatMap(id -> Stream.concat(Stream.of(id), LaunchOrder.launchOfPart(id).stream()))
        .distinct()
        .flatMap(id -> find(id).stream())
        .filter(record -> record.parts().stream().anyMatch(part -> isOf(part.runId(), runId)))
        .findFirst();
  }

  private static boolean isOf(String part, String runId) {
    return runId.equals(part) || runId.matches(Pattern.quote(part) + "-[0-9]{1,3}");
  }

  private Optional<LaunchRecord> read(String at) {
    return text(at).map(json -> LaunchRecord.parse(json, at));
  }

  private Optional<String> text(String at) {
    try {
      return storages.at(at).size(at).isPresent()
          ? Optional.of(StoredSpecs.text(storages, at))
          : Optional.empty();
    } catch (IOException e) {
      throw unreachable(at, e);
    }
  }

  /**
   * All records that can be read, the newest first.
   *
   * @param broken is told of each other one
   */
  public List<LaunchRecord> all(Consumer<LaunchException> broken) {
    String folder = lake.own(FOLDER);
    List<LaunchRecord> records = new ArrayList<>();
    try {
      for (Storage.StoredFile file : storages.at(folder).list(folder)) {
        String name = file.path().substring(file.path().lastIndexOf("/" + FOLDER + "/"));
        if (name.endsWith(ENDING) && name.indexOf('/', FOLDER.length() + 2) < 0) {
          try {
            read(file.path()).ifPresent(records::add);
          } catch (LaunchException e) {
            broken.accept(e);
          }
        }
      }
    } catch (IOException e) {
      throw unreachable(folder, e);
    }
    records.sort(Comparator.comparing(LaunchRecord::ordered).reversed());
    return records;
  }

  @Override
  public void write(LaunchRecord record) {
    put(lake.own(FOLDER + "/" + record.runId() + ENDING), record.json());
  }

  @Override
  public Optional<JobEnd> jobEnd(String outcome) {
    return text(outcome)
        .map(
            json -> {
              OutcomeDocument document = OutcomeDocument.parse(json);
              return new JobEnd(
                  OptionalInt.of(document.ended().exitCode()), document.told().message());
            });
  }

  @Override
  public void forget(String outcome) {
    try {
      storages.at(outcome).delete(lake.own(FOLDER), List.of(outcome));
    } catch (IOException e) {
      throw unreachable(outcome, e);
    }
  }

  private static LaunchException unreachable(String place, IOException e) {
    return new LaunchException(place + " cannot be reached: " + e.getMessage(), e);
  }
}
