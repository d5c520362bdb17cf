package io.sluice.launch;

import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Asks a service once to start something. Where no answer comes it may have been started: then it
 * is looked for, a few times because lists lag, and only if it is not there it is asked for again.
 *
 * <p>The client that asks must not try again by itself.
 */
public final class Submission {
  private static final int ATTEMPTS = 5;
  private static final int LOOKS = 4;
  private static final Duration LAG = Duration.ofSeconds(5);
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private final LaunchClock clock;

  public Submission(LaunchClock clock) {
    this.clock = clock;
  }

  /**
   * Starts what the service itself starts once, however often it is asked; or what may be started
   * twice.
   *
   * @param what for messages: {@code a run of Glue job sluice}
   * @throws LaunchException if it is refused, or could not be started after all attempts
   */
  public LaunchHandle once(String what, Supplier<LaunchHandle> start) {
    return attempts(what, start, Optional::empty);
  }

  /**
   * Starts what can be found: where no answer comes, it is what is there and was not there before.
   *
   * @param what for messages
   * @param list everything under this order, over or not, for what was started may be over before
   *     it is looked for; the newest first
   * @param id of one of them, as the service calls it
   * @throws LaunchException if it is refused, or could not be started after all attempts
   */
  public <T> LaunchHandle once(
      String what,
      Supplier<LaunchHandle> start,
      Supplier<Stream<T>> list,
      Function<T, String> id,
      Function<T, LaunchHandle> handle) {
    Set<String> earlier = list.get().map(id).collect(toSet());
    return attempts(
        what,
        start,
        () ->
            look(() -> list.get().filter(each -> !earlier.contains(id.apply(each))).findFirst())
                .map(handle));
  }

  private LaunchHandle attempts(
      String what, Supplier<LaunchHandle> start, Supplier<Optional<LaunchHandle>> look) {
    Duration pause = LAG;
    for (int attempt = 1; ; attempt++) {
      try {
        return start.get();
      } catch (SdkException failure) {
        Trouble trouble = Trouble.of(failure);
        if (trouble == Trouble.UNANSWERED) {
          Optional<LaunchHandle> found = look.get();
          if (found.isPresent()) {
            return found.get();
          }
        }
        if (attempt == ATTEMPTS || trouble == Trouble.REFUSED || trouble == Trouble.EXPIRED) {
          throw refused(what, trouble, failure);
        }
        pause(pause);
        pause = LaunchClock.longer(pause, LONGEST);
      }
    }
  }

  private <T> Optional<T> look(Supplier<Optional<T>> look) {
    Optional<T> found = Optional.empty();
    for (int i = 0; i < LOOKS && found.isEmpty(); i++) {
      pause(LAG);
      try {
        found = look.get();
      } catch (SdkException stillNoAnswer) {
        if (Trouble.of(stillNoAnswer) == Trouble.REFUSED) {
          throw stillNoAnswer;
        }
      }
    }
    return found;
  }

  private static LaunchException refused(String what, Trouble trouble, SdkException failure) {
    String why = Trouble.words(failure);
    return new LaunchException(
        switch (trouble) {
          case NO_CAPACITY ->
              what + " cannot be started now, there is no room: " + why + ". Launch again later";
          case EXPIRED ->
              what + " cannot be started with these credentials: " + why + ". Log in again";
          case THROTTLED, UNANSWERED ->
              what + " could not be started in " + ATTEMPTS + " attempts: " + why;
          case REFUSED -> what + " is refused: " + why;
        },
        failure);
  }

  private void pause(Duration time) {
    try {
      clock.pause(time);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LaunchException("interrupted; the same run id finds what was started", e);
    }
  }
}
