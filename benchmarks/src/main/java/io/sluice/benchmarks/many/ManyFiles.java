package io.sluice.benchmarks.many;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A landing folder of any number of small files that are nowhere but in memory, all alike; the lake
 * is on disk as ever. So what is measured of a run is its own, and not a file system's.
 */
final class ManyFiles implements Storages {
  /** Where they lie. */
  static final String PLACE = "memory://landing";

  /** Of each file. */
  static final int ROWS = 2;

  private static final long serialVersionUID = 1;
  private static final byte[] CONTENT = "id,name\n1,river\n2,harbour\n".getBytes(UTF_8);

  private final int files;

  ManyFiles(int files) {
    this.files = files;
  }

  @Override
  public boolean reaches(String location) {
    return location.startsWith(PLACE) || LocalStorages.INSTANCE.reaches(location);
  }

  @Override
  public SourceLister lister(String sourcePath) {
    return new SourceLister() {
      @Override
      public Listing list(SourceSpec source) {
        return new Listing(IntStream.range(0, files).mapToObj(ManyFiles::file).toList(), List.of());
      }

      @Override
      public boolean unchanged(FileVersion file) {
        return true;
      }
    };
  }

  private static FileVersion file(int number) {
    return new FileVersion(
        String.format(Locale.ROOT, "%s/part-%08d.csv", PLACE, number), CONTENT.length, "1");
  }

  @Override
  public Storage at(String location) throws IOException {
    return LocalStorages.INSTANCE.at(location);
  }

  @Override
  public ObjectSource source(String uri, long size) {
    return new InMemory(uri);
  }

  private record InMemory(String uri) implements ObjectSource {
    @Override
    public long size() {
      return CONTENT.length;
    }

    @Override
    public InputStream open(long offset) {
      return new ByteArrayInputStream(CONTENT, (int) offset, CONTENT.length - (int) offset);
    }
  }
}
