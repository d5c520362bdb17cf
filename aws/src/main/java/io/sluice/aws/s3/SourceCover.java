package io.sluice.aws.s3;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.SourceSpec;
import java.io.IOException;
import java.util.Optional;
import java.util.regex.PatternSyntaxException;

/**
 * Which objects a source path leads to, told by their keys and without asking S3: what {@link
 * S3Lister} would find if the object were all there is.
 */
public final class SourceCover {
  private final S3Uri uri;
  private final Optional<KeyGlob> glob;

  private SourceCover(S3Uri uri, Optional<KeyGlob> glob) {
    this.uri = uri;
    this.glob = glob;
  }

  /** Whether a source path leads to an object. */
  public enum Verdict {
    COVERED,
    /**
     * It lies there, but its name, or a folder's, begins with a dot or an underscore, or it is the
     * mark of a folder: such objects are never, or not yet, data.
     */
    PASSED_OVER,
    OUTSIDE
  }

  /**
   * @throws IngestException if the path is not one on S3, or its glob is wrong
   */
  public static SourceCover of(SourceSpec source) {
    try {
      S3Uri uri = S3Uri.of(source.path());
      return new SourceCover(uri, KeyGlob.of(source, uri));
    } catch (IOException e) {
      throw new IngestException(ExitCode.USAGE, "source.path: " + e.getMessage(), e);
    } catch (PatternSyntaxException e) {
      throw new IngestException(
          ExitCode.USAGE,
          "source.path " + source.path() + ": not a valid glob, " + e.getDescription(),
          e);
    }
  }

  public Verdict of(String bucket, String key) {
    if (!bucket.equals(uri.bucket())) {
      return Verdict.OUTSIDE;
    }
    if (key.equals(uri.key()) && !key.endsWith("/")) {
      return Verdict.COVERED;
    }
    if (key.startsWith(uri.prefix())) {
      return below(uri.prefix(), key);
    }
    if (glob.filter(pattern -> pattern.matches(key)).isEmpty()) {
      return Verdict.OUTSIDE;
    }
    String fixed = glob.get().prefix();
    return below(fixed.substring(0, fixed.lastIndexOf('/') + 1), key);
  }

  private static Verdict below(String root, String key) {
    return HiddenNames.passedOver(key.substring(root.length()))
        ? Verdict.PASSED_OVER
        : Verdict.COVERED;
  }
}
