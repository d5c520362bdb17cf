package io.sluice.cli.launch;

import io.sluice.cli.error.UsageException;
import io.sluice.deploy.Programs;
import io.sluice.ingest.store.Storages;
import io.sluice.launch.JarFacts;
import io.sluice.launch.LaunchException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The jobs' jar of an order: a file of this machine, or one in a bucket.
 *
 * @param place where the job finds it
 * @param upload puts it there
 */
public record JobJar(String place, Runnable upload) {
  private static final String BUCKETS = "s3://";

  /**
   * The jar for a way on this machine.
   *
   * @param named by the user; empty: the installation's
   */
  public static JobJar here(String named, Path built) {
    Path file = named.isEmpty() ? built : Path.of(named);
    check(file);
    return new JobJar(file.toAbsolutePath().toString(), () -> {});
  }

  /**
   * The jar for a way on other machines.
   *
   * @param named by the user; empty: the installation's
   * @param programs where one of this machine is put; empty: nowhere is known
   */
  public static JobJar elsewhere(
      String named, Path built, Optional<Programs> programs, Storages storages) {
    if (named.startsWith(BUCKETS)) {
      check(named, storages);
      return new JobJar(named, () -> {});
    }
    Path file = named.isEmpty() ? built : Path.of(named);
    check(file);
    Programs there =
        programs.orElseThrow(
            () ->
                new UsageException(
                    "it is not known where to put the jar: set 'artifacts: s3://bucket/prefix' in"
                        + " sluice.yaml, or deploy the stack, which has a bucket for it"));
    return new JobJar(there.jobFile(file), () -> there.putJobFile(file));
  }

  private static void check(Path file) {
    if (!Files.exists(file)) {
      throw new UsageException("there is no jar " + file);
    }
    try (InputStream in = Files.newInputStream(file)) {
      JarFacts.check(in, file.toString());
    } catch (IOException e) {
      throw new UsageException(file + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static void check(String place, Storages storages) {
    try (InputStream in = storages.at(place).open(place, 0, JarFacts.HEAD)) {
      JarFacts.check(in, place);
    } catch (IOException e) {
      throw new LaunchException("the jar " + place + " cannot be read: " + e.getMessage(), e);
    }
  }
}
