package io.sluice.spark.store;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.fs.UnsupportedFileSystemException;

/**
 * Lists any file system that Hadoop has a connector for; identity is the ETag where there is one.
 */
public final class HadoopLister implements SourceLister {
  /** That some name of a path begins with one of these. */
  private static final Predicate<String> HIDDEN =
      Pattern.compile("(.*/)?[._].*").asMatchPredicate();

  private final Configuration configuration;

  /**
   * @param configuration Hadoop's settings
   */
  public HadoopLister(Configuration configuration) {
    this.configuration = configuration;
  }

  @Override
  public Listing list(SourceSpec source) {
    String path = source.path();
    try {
      Path root = new Path(path);
      FileSystem fs = root.getFileSystem(configuration);
      // What is there under this very name is meant, whatever a glob would make of it.
      FileStatus[] roots =
          fs.exists(root)
              ? new FileStatus[] {fs.getFileStatus(root)}
              : fs.globStatus(new Path(source.glob()));
      if (roots == null || roots.length == 0) {
        throw new IngestException(
            ExitCode.USAGE,
            "source.path " + path + ": there is no such object or prefix. Correct the path");
      }
      List<String> notes = new ArrayList<>();
      List<FileVersion> files = new ArrayList<>();
      boolean exact = roots.length == 1 && roots[0].getPath().getName().equals(root.getName());
      for (FileStatus status : roots) {
        if (!exact && HIDDEN.test(below(source.root(), status.getPath()))) {
          notes.add(leftOut(status));
        } else if (status.isFile()) {
          files.add(version(status));
        } else {
          collect(fs, status.getPath(), files, notes);
        }
      }
      files.sort(Comparator.comparing(FileVersion::uri));
      return new Listing(files, notes, List.of());
    } catch (UnsupportedFileSystemException e) {
      throw new IngestException(
          ExitCode.USAGE,
          "source.path "
              + path
              + ": nothing on the class path of this job reads such URIs. Copy the files to a local"
              + " folder, or add the Hadoop file system for it to the job's class path",
          e);
    } catch (IOException e) {
      throw new IngestException(ExitCode.FAILED, "cannot list " + path + ": " + e.getMessage(), e);
    }
  }

  private static void collect(FileSystem fs, Path root, List<FileVersion> files, List<String> notes)
      throws IOException {
    RemoteIterator<LocatedFileStatus> all = fs.listFiles(root, true);
    while (all.hasNext()) {
      LocatedFileStatus status = all.next();
      String below = root.toUri().relativize(status.getPath().toUri()).getPath();
      if (HIDDEN.test(below)) {
        notes.add(leftOut(status));
      } else {
        files.add(version(status));
      }
    }
  }

  /** What a glob matched, without the folder above its first wildcard. */
  private static String below(String folder, Path found) {
    String whole = found.toUri().getPath();
    String above = folder.isEmpty() ? "" : new Path(folder).toUri().getPath();
    return whole.startsWith(above) ? whole.substring(above.length()) : found.getName();
  }

  private static String leftOut(FileStatus status) {
    return "left out " + status.getPath() + ": a name begins with '.' or '_'";
  }

  @Override
  public boolean unchanged(FileVersion file) {
    try {
      Path path = new Path(file.uri());
      FileVersion now = version(path.getFileSystem(configuration).getFileStatus(path));
      return now.size() == file.size() && now.identity().equals(file.identity());
    } catch (FileNotFoundException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException(e.getMessage(), e);
    }
  }

  private static FileVersion version(FileStatus status) {
    String etag = status instanceof EtagSource source ? source.getEtag() : null;
    String identity =
        etag != null ? "etag:" + etag : status.getLen() + ":" + status.getModificationTime();
    return new FileVersion(status.getPath().toString(), status.getLen(), identity);
  }
}
