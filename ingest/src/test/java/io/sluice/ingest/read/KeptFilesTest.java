package io.sluice.ingest.read;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.testing.ForwardingStorages;
import io.sluice.ledger.FileVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
  private static final int OVERHEAD = 256;

  @TempDir Path folder;
  private final Counting storages = new Counting();

  /** Local files, and how often one was opened. */
  private static final class Counting extends ForwardingStorages {
    private static final long serialVersionUID = 1;

    private int opened;

    Counting() {
      super(LocalStorages.INSTANCE);
    }

    @Override
    public ObjectSource source(String uri, long size) throws IOException {
      ObjectSource source = storages().source(uri, size);
      return new ObjectSource() {
        @Override
        public String uri() {
          return source.uri();
        }

        @Override
        public long size() {
          return source.size();
        }

        @Override
        public InputStream open(long offset) throws IOException {
          opened++;
          return source.open(offset);
        }
      };
    }
  }

  private FileVersion file(String name, int size) throws IOException {
    byte[] content = new byte[size];
    for (int i = 0; i < size; i++) {
      content[i] = (byte) (i % 251);
    }
    Path path = Files.write(folder.resolve(name), content);
    return new FileVersion(path.toString(), size, "v1");
  }

  private byte[] kept(KeptFiles files, FileVersion file, long from) throws IOException {
    try (InputStream in = files.keep(storages, file).open(from)) {
      return in.readAllBytes();
    }
  }

  private byte[] taken(KeptFiles files, FileVersion file) throws IOException {
    ObjectSource source = files.take(storages, file.uri(), file.size(), file.identity());
    assertEquals(file.uri(), source.uri());
    assertEquals(file.size(), source.size());
    try (InputStream in = source.open(0)) {
      return in.readAllBytes();
    }
  }

  @Test
  void aSmallFileIsOpenedOnce() throws IOException {
    KeptFiles files = KeptFiles.within(64 << 20);
    FileVersion file = file("a", 1000);
    byte[] content = Files.readAllBytes(Path.of(file.uri()));
    ObjectSource twice = files.keep(storages, file);
    for (long from : new long[] {7, 0, 999, 1000, 5000}) {
      int start = (int) Math.min(from, 1000);
      try (InputStream in = twice.open(from)) {
        assertArrayEquals(Arrays.copyOfRange(content, start, 1000), in.readAllBytes());
      }
      assertArrayEquals(Arrays.copyOfRange(content, start, 1000), kept(files, file, from));
    }
    assertArrayEquals(content, taken(files, file));
    assertEquals(1, storages.opened);
    assertArrayEquals(content, taken(files, file), "read once more, from where it lies");
    assertEquals(2, storages.opened);
  }

  @Test
  void whatIsLargeOrHasNoRoomIsReadAgain() throws IOException {
    KeptFiles files = new KeptFiles(1500);
    FileVersion first = file("a", 1000);
    FileVersion second = file("b", 1500 - 1000 - 2 * OVERHEAD + 1 + 300);
    FileVersion large = file("large", (256 << 10) + 1);
    kept(files, first, 0);
    kept(files, second, 0);
    kept(files, large, 0);
    taken(files, second);
    taken(files, large);
    assertEquals(5, storages.opened, "one is kept");
    taken(files, first);
    assertEquals(5, storages.opened);
    kept(files, second, 0);
    taken(files, second);
    assertEquals(6, storages.opened, "now there is room");
    taken(KeptFiles.NONE, first);
    kept(KeptFiles.NONE, first, 0);
    assertEquals(8, storages.opened);
  }

  @Test
  void anotherVersionIsAnotherFile() throws IOException {
    KeptFiles files = KeptFiles.within(64 << 20);
    FileVersion file = file("a", 1000);
    kept(files, file, 0);
    taken(files, new FileVersion(file.uri(), 1000, "v2"));
    taken(files, new FileVersion(file.uri(), 999, "v1"));
    assertEquals(3, storages.opened);
  }

  @Test
  void aFailedReadingTakesNoRoom() throws IOException {
    KeptFiles files = new KeptFiles(1000 + OVERHEAD);
    FileVersion file = file("a", 1000);
    ObjectSource source = files.keep(storages, file);
    Files.write(Path.of(file.uri()), new byte[10]);
    assertThrows(ReadException.class, () -> source.open(0), "it has become shorter");
    FileVersion again = file("a", 1000);
    kept(files, again, 0);
    taken(files, again);
    assertEquals(2, storages.opened);
  }

  @Test
  void whatIsForgottenLeavesItsRoom() throws IOException {
    KeptFiles files = new KeptFiles(1000 + OVERHEAD);
    kept(files, file("a", 1000), 0);
    files.forget();
    FileVersion other = file("b", 1000);
    kept(files, other, 0);
    taken(files, other);
    assertEquals(2, storages.opened);
  }
}
