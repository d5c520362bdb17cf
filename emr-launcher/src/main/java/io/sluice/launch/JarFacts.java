package io.sluice.launch;

import io.sluice.launch.profile.Versions;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;

/** What a jobs' jar says of itself. The build writes it into the manifest. */
public final class JarFacts {
  /** How many of its first bytes have the manifest. */
  public static final int HEAD = 1 << 16;

  private static final String SCALA = "Sluice-Scala";

  private JarFacts() {}

  /**
   * Refuses a jar that the supported releases cannot run.
   *
   * @param jar its bytes, at least the first {@link #HEAD}
   * @param name for messages
   * @throws OrderRefusedException if it is not Sluice's, or built for another Scala
   * @throws IOException if it cannot be read
   */
  public static void check(InputStream jar, String name) throws IOException {
    String scala =
        manifest(jar).map(manifest -> manifest.getMainAttributes().getValue(SCALA)).orElse(null);
    if (scala == null) {
      throw new OrderRefusedException(
          name
              + " is not a jar of Sluice's jobs, or of an older version: take"
              + " jobs/target/sluice-jobs-*-all.jar of this installation");
    }
    if (!scala.equals(Versions.SCALA)) {
      throw new OrderRefusedException(
          name
              + " is built for Scala "
              + scala
              + ", and the Spark of Glue 5 and EMR 7 has Scala "
              + Versions.SCALA
              + ": build it with -Dscala.binary.version="
              + Versions.SCALA);
    }
  }

  private static Optional<Manifest> manifest(InputStream jar) throws IOException {
    try (JarInputStream in = new JarInputStream(jar, false)) {
      return Optional.ofNullable(in.getManifest());
    }
  }
}
