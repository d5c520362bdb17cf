package io.sluice.cli.command;

import io.sluice.cli.cloud.RunSources;
import io.sluice.cli.launch.Environments;
import io.sluice.ingest.failure.IngestException;
import io.sluice.launch.LaunchException;
import io.sluice.launch.LaunchRecord;
import io.sluice.launch.Trouble;
import io.sluice.launch.logs.LogSource;
import io.sluice.launch.profile.Profile;
import io.sluice.spec.SpecException;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Where the logs of a launched run lie, by the lake's record of it, or by its service's word while
 * it goes on.
 *
 * @param reached empty: nothing is known of a launch
 * @param note why the places are not known, though there may be a record
 */
record LaunchedRun(Optional<RunSources> reached, List<String> places, Optional<String> note)
    implements AutoCloseable {
  private static final LaunchedRun NONE =
      new LaunchedRun(Optional.empty(), List.of(), Optional.empty());

  /**
   * Asks the lake that is named, or the environment's, or the stack's, or the one of this folder.
   *
   * @param environment of {@code sluice.yaml}; empty: its default, if there is one
   * @param region empty: the environment's
   * @param stacksLake empty: not known
   */
  static LaunchedRun find(
      Sluice root, String environment, String region, String stacksLake, String runId) {
    try {
      Profile found =
          Environments.find(root.surroundings().workingFolder(), Optional.empty(), environment);
      Profile.Place place = found.place().with(region, root.namedLake(), "");
      if (place.lake().isEmpty() && place.stack().isEmpty()) {
        place = place.with("", stacksLake, "");
      }
      LaunchContext context =
          LaunchContext.of(root, found.with(place), LaunchContext.Stack.FOR_THE_LAKE);
      return context
          .records()
          .find(runId)
          .filter(record -> record.handle() != null)
          .map(record -> of(context.in(record), record))
          .orElse(NONE);
    } catch (SdkException e) {
      return unknown(Trouble.words(e));
    } catch (LaunchException | IngestException e) {
      return unknown(e.getMessage());
    } catch (SpecException e) {
      if (!environment.isEmpty()) {
        throw e;
      }
      // Who has a run of the stack's needs no environment.
      return unknown(e.getMessage());
    }
  }

  private static LaunchedRun of(LaunchContext there, LaunchRecord record) {
    List<String> places =
        record.end() == null
            ? there.ways().named(record.way()).state(record.handle()).logs()
            : record.end().logs();
    return new LaunchedRun(Optional.of(new RunSources(there.settings())), places, Optional.empty());
  }

  private static LaunchedRun unknown(String why) {
    return new LaunchedRun(
        Optional.empty(),
        List.of(),
        Optional.of("where the logs of a launch of this id lie is not known: " + why));
  }

  List<LogSource> sources() {
    return reached.map(where -> places.stream().map(where::at).toList()).orElseGet(List::of);
  }

  @Override
  public void close() {
    reached.ifPresent(RunSources::close);
  }
}
