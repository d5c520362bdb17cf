package io.sluice.cli.cloud;

import io.sluice.cli.error.UsageException;
import io.sluice.deploy.bundle.Contents;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What an installation has built for AWS.
 *
 * @param jar the job's, with all it needs
 * @param functions the functions' archive
 */
public record Built(Path jar, Path functions) {
  /**
   * That of an installation.
   *
   * @throws UsageException if something is not built
   */
  public static Built of(Path home) {
    return new Built(jobs(home), one(home, "lambdas/target", "sluice-lambdas", ".zip"));
  }

  /**
   * Only the jobs' jar.
   *
   * @throws UsageException if it is not built
   */
  public static Path jobs(Path home) {
    return one(home, "jobs/target", "sluice-jobs-", "-all.jar");
  }

  /**
   * The same with what each archive is made of.
   *
   * @throws UsageException if something is not built
   */
  public static Contents contents(Path home) {
    Built built = of(home);
    return new Contents(
        built.jar(),
        one(home, "jobs/target", "bom", ".json"),
        built.functions(),
        one(home, "lambdas/target", "bom", ".json"));
  }

  private static Path one(Path home, String folder, String beginning, String end) {
    Path where = home.resolve(folder);
    List<Path> found = List.of();
    if (Files.isDirectory(where)) {
      try (Stream<Path> files = Files.list(where)) {
        found =
            files
                .filter(file -> file.getFileName().toString().startsWith(beginning))
                .filter(file -> file.getFileName().toString().endsWith(end))
                .toList();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    if (found.isEmpty()) {
      throw new UsageException(
          where.resolve(beginning + "*" + end)
              + " is missing: run './mvnw -q package -DskipTests' in "
              + home);
    }
    return found.get(0);
  }
}
