package io.sluice.spec.lake;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Paths and URIs as users write them: which of them are files of this machine, and which files. */
public final class Locations {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:");

  private Locations() {}

  /** Whether a URI or path means a file of this machine. */
  public static boolean isLocal(String location) {
    return location.startsWith("file:") || !SCHEME.matcher(location).lookingAt();
  }

  /**
   * The local file that a {@code file:} URI or a plain path means. Like Hadoop's paths, and unlike
   * strict URIs, ours are written without percent escapes: {@code key=a%2Fb} is a folder's name.
   */
  public static Path path(String location) {
    return Path.of(
        location.startsWith("file:") ? location.replaceFirst("^file:/*", "/") : location);
  }

  /** As {@link #path}, but a URI with escapes is understood if only that names a file. */
  public static Path source(String uri) {
    Path asWritten = path(uri);
    if (uri.startsWith("file:") && uri.indexOf('%') >= 0 && !Files.exists(asWritten)) {
      try {
        Path unescaped = Path.of(new URI(uri).getPath());
        return Files.exists(unescaped) ? unescaped : asWritten;
      } catch (URISyntaxException e) {
        return asWritten;
      }
    }
    return asWritten;
  }

  /**
   * The one form that ledger, catalog and reports use: a local path absolute and normalised, any
   * other URI as it is; no slash at the end.
   */
  public static String normalized(String location) {
    String absolute =
        isLocal(location) ? path(location).toAbsolutePath().normalize().toString() : location;
    return absolute.length() > 1 && absolute.endsWith("/")
        ? absolute.substring(0, absolute.length() - 1)
        : absolute;
  }
}
