package io.sluice.ingest.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sluice.ingest.store.Storage.StoredFile;
import io.sluice.spec.lake.Locations;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** A storage under test, and short ways to say what a test does with it. */
public abstract class StorageFixture {
  /** What a table's files may lie under: as it is written, nothing in it is an escape. */
  protected static final List<String> PARTITIONS =
      List.of("", "year=2024", "year=2024/key=a%2Fb", "n=1", "도시=서울 특별시+%/c=x y");

  /** More than a sink's buffer. */
  private static final int REPEATED = 50_000;

  protected Storage storage;

  /** Finds the storage under test, here and in other processes. */
  protected abstract Storages storages();

  /** Where a table lies; empty, and new for each test. */
  protected abstract String location();

  /** Removes what is pending at the location, as somebody would who tidies up there. */
  protected abstract void tidyUp() throws IOException;

  /**
   * The folders below the location, relative to it; none where a storage has no folders but only
   * names with slashes.
   */
  protected abstract List<String> folders() throws IOException;

  @BeforeEach
  void openStorage() throws IOException {
    storage = storages().at(location());
  }

  protected final RunFiles run(String runId) {
    return new RunFiles(location(), runId);
  }

  /** The storage as another process has it, which was only told where it is. */
  protected final Storage elsewhere() {
    try {
      return copy(storages()).at(location());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Of each file nothing but its text, as a ledger keeps it. */
  protected static List<PendingFile> byValue(List<PendingFile> files) {
    return files.stream().map(StorageFixture::copy).toList();
  }

  @SuppressWarnings("unchecked")
  private static <T> T copy(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(value);
      out.flush();
      try (ObjectInputStream in =
          new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
        return (T) in.readObject();
      }
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  /** A complete pending file. */
  protected final PendingFile write(RunFiles run, String relativePath, String content)
      throws IOException {
    PendingSink sink = storage.begin(run, relativePath);
    try (sink) {
      byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
      sink.write(bytes, 0, bytes.length);
      assertEquals(bytes.length, sink.position());
    }
    return sink.file();
  }

  /** A pending file in each partition. */
  protected final List<PendingFile> writeAll(RunFiles run) throws IOException {
    List<PendingFile> files = new ArrayList<>();
    for (int i = 0; i < PARTITIONS.size(); i++) {
      files.add(write(run, run.relativePath(PARTITIONS.get(i), 3, i), content(i)));
    }
    return files;
  }

  protected static String content(int file) {
    return ("file " + file).repeat(REPEATED);
  }

  protected static List<String> paths(List<PendingFile> files) {
    return files.stream().map(PendingFile::path).toList();
  }

  /** What is visible below the location, by path relative to it. */
  protected final List<String> visible() throws IOException {
    return storage.list(location()).stream().map(this::relative).sorted().toList();
  }

  private String relative(StoredFile file) {
    String root = Locations.normalized(location()) + "/";
    String path = Locations.normalized(file.path());
    assertEquals(root, path.substring(0, Math.min(path.length(), root.length())), path);
    return path.substring(root.length());
  }

  protected final String read(String path) throws IOException {
    try (InputStream in = storage.open(path, 0)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  protected final void assertPublished(List<PendingFile> files) throws IOException {
    for (int i = 0; i < files.size(); i++) {
      assertEquals(content(i), read(files.get(i).path()), files.get(i).path());
    }
  }
}
