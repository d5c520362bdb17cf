package io.sluice.localaws;

import java.nio.file.Path;

/** Where what is expensive to make is kept for this user, outside the source tree. */
public final class CacheFolder {
  private CacheFolder() {}

  /** {@code $XDG_CACHE_HOME/sluice/local-aws}, else the same below {@code ~/.cache}. */
  public static Path path() {
    String xdg = System.getenv("XDG_CACHE_HOME");
    Path caches =
        xdg == null || xdg.isEmpty()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdg);
    return caches.resolve("sluice/local-aws");
  }
}
