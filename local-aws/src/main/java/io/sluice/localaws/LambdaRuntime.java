package io.sluice.localaws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** Lambda's runtime for Java, which travels in this module's jar. */
final class LambdaRuntime {
  /** The names that the pom gives them. */
  private static final List<String> JARS =
      List.of("runtime-interface-client.jar", "core.jar", "serialization.jar", "utils-lite.jar");

  private LambdaRuntime() {}

  /** Puts its jars into a folder, from where a process can load them. */
  static Path unpack(Path folder) throws IOException {
    Files.createDirectories(folder);
    for (String jar : JARS) {
      try (InputStream in = LambdaRuntime.class.getResourceAsStream("lambda-runtime/" + jar)) {
        Files.copy(in, folder.resolve(jar), StandardCopyOption.REPLACE_EXISTING);
      }
    }
    return folder;
  }
}
