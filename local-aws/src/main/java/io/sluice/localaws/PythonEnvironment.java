package io.sluice.localaws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * A virtual environment that holds exactly the pinned packages, made once for each list of pins.
 *
 * @param interpreter its Python
 */
record PythonEnvironment(Path interpreter) {
  private static final Duration MADE_WITHIN = Duration.ofMinutes(20);

  /** Threads of one process exclude each other here; file locks only exclude processes. */
  private static final Object MAKING = new Object();

  /** The pins that LocalEmu was tested with here. */
  static String pinnedRequirements() throws IOException {
    try (InputStream in = PythonEnvironment.class.getResourceAsStream("requirements.txt")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  /**
   * The environment for those requirements, from the cache or made now; made whole or not at all.
   *
   * @param requirements lines for pip
   * @throws LocalAwsUnavailableException if the packages cannot be installed
   */
  static PythonEnvironment of(Python python, String requirements, Path cache) throws IOException {
    Path home = cache.resolve("venv-" + hash(requirements) + "-py" + python.version());
    Path interpreter = home.resolve("bin/python");
    if (!Files.exists(home)) {
      Files.createDirectories(cache);
      synchronized (MAKING) {
        try (FileChannel channel = lockFile(home);
            FileLock lock = channel.lock()) {
          if (lock.isValid() && !Files.exists(home)) {
            make(python, requirements, home);
          }
        }
      }
    }
    return new PythonEnvironment(interpreter);
  }

  private static FileChannel lockFile(Path home) throws IOException {
    return FileChannel.open(
        home.resolveSibling(home.getFileName() + ".lock"),
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
  }

  private static void make(Python python, String requirements, Path home) throws IOException {
    Path unfinished = home.resolveSibling(home.getFileName() + ".unfinished");
    delete(unfinished);
    Files.createDirectories(unfinished);
    Path list = unfinished.resolve("requirements.txt");
    Files.writeString(list, requirements);
    install(python.executable(), "-m", "venv", unfinished.toString());
    install(
        unfinished.resolve("bin/python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--no-input",
        "--no-deps",
        "--disable-pip-version-check",
        "--requirement",
        list.toString());
    // Only console scripts know their folder, and none of them is used.
    Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
  }

  private static void install(Path python, String... arguments) throws IOException {
    String[] command =
        Stream.concat(Stream.of(python.toString()), Stream.of(arguments)).toArray(String[]::new);
    Command ran = Command.run(MADE_WITHIN, command);
    if (!ran.succeeded()) {
      throw new LocalAwsUnavailableException(
          "Python packages could not be installed, which is done once (those of local AWS have some"
              + " 600 MB): it needs a network, or a package index that pip knows (PIP_INDEX_URL). '"
              + String.join(" ", command)
              + "' said:\n"
              + Command.lastLines(ran.output(), 10));
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> all;
    try (Stream<Path> walk = Files.walk(folder)) {
      all = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : all) {
      Files.delete(path);
    }
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
