package io.sluice.launch.spark;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** By what a machine is told from others that use the same lake. */
final class ThisMachine {
  /** Linux says it without asking a name server. */
  private static final Path NAME = Path.of("/proc/sys/kernel/hostname");

  private ThisMachine() {}

  /** Its name; {@code unknown} if it has none. */
  static String name() {
    try {
      String name =
          Files.isReadable(NAME)
              ? Files.readString(NAME).strip()
              : InetAddress.getLocalHost().getHostName();
      return name.isEmpty() ? "unknown" : name;
    } catch (IOException e) {
      return "unknown";
    }
  }
}
