package io.sluice.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.formats.format.Findings;
import io.sluice.formats.format.Format;
import io.sluice.formats.format.LaidOut;
import io.sluice.formats.infer.InferredColumn;
import io.sluice.formats.infer.Profiled;
import io.sluice.formats.infer.RecordProfile;
import io.sluice.formats.infer.Wanted;
import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.inspect.Inspection;
import io.sluice.formats.read.BatchReader;
import io.sluice.formats.read.ByteRange;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.ReadPlan;
import io.sluice.formats.source.ListedStream;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.split.SplitCertainty;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import io.sluice.spec.type.DataType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is to come fits: a format with a schema of its own, and files inside archives. */
class NewFormatTest {
  private static final SourceOptions NOTHING_SET = SourceOptions.defaults();

  /** A layout that brings typed columns. */
  record Typed(List<InferredColumn> columns) implements FileLayout {
    @Override
    public String format() {
      return "avro";
    }

    @Override
    public String compression() {
      return "none";
    }

    @Override
    public String encoding() {
      return "UTF-8";
    }

    @Override
    public long dataStart() {
      return 4;
    }
  }

  private record Known(List<InferredColumn> columns, long records) implements RecordProfile {
    @Override
    public void merge(RecordProfile other) {
      assertEquals(columns, other.columns());
    }
  }

  /**
   * Files that begin as Avro does, followed by the names of their columns, all of them integers.
   */
  private static final class TypedFormat implements Format<Typed> {
    @Override
    public String name() {
      return "avro";
    }

    @Override
    public Class<Typed> layoutType() {
      return Typed.class;
    }

    @Override
    public LaidOut layOut(ObjectSource source, SourceOptions options, Findings findings)
        throws IOException {
      try (InputStream in = source.open(4)) {
        List<InferredColumn> columns = new ArrayList<>();
        for (String name : new String(in.readAllBytes(), UTF_8).split(",", -1)) {
          columns.add(
              new InferredColumn(name, DataType.Primitive.INT, true, 0, true, "the file says so"));
        }
        findings.evidence("a schema of " + columns.size() + " columns");
        return new LaidOut.Accepted(
            new Typed(columns), "an Avro file", 1, Optional.empty(), LaidOut.Fit.FIRM);
      }
    }

    @Override
    public List<ByteRange> splits(
        ObjectSource source, Typed layout, int fileIndex, long bytes, SplitCertainty certainty) {
      return List.of(ByteRange.whole(fileIndex, source.size()));
    }

    @Override
    public BatchReader open(ObjectSource source, Typed layout, ByteRange range, ReadPlan plan) {
      throw new AssertionError("not read here");
    }

    @Override
    public RecordProfile noRecords(Typed layout, SourceOptions options) {
      return new Known(layout.columns(), 0);
    }

    @Override
    public Profiled profile(
        ObjectSource source, Typed layout, ByteRange range, SourceOptions options, Wanted wanted) {
      return new Profiled(new Known(layout.columns(), 0), Profiled.NOWHERE);
    }
  }

  @Test
  void aFormatWithASchemaIsAddedByRegisteringIt() throws IOException {
    FormatRegistry standard = FormatRegistry.standard();
    List<Format<?>> others = new ArrayList<>(standard.all());
    others.remove(standard.delimited());
    others.add(new TypedFormat());
    FormatRegistry formats = new FormatRegistry(standard.delimited(), others);
    MemoryObject file = new MemoryObject("a.avro", "Obj\u0001id,amount".getBytes(UTF_8));
    for (SourceFormat wanted : List.of(SourceFormat.AUTO, SourceFormat.AVRO)) {
      Inspection found = FileInspector.inspect(file, NOTHING_SET, wanted, formats);
      assertEquals("an Avro file", found.summary());
      assertTrue(found.basis().evidence().contains("a schema of 2 columns"), found::toString);
      FileLayout layout = found.layoutOrThrow();
      Inference.Result columns =
          new Inference(NOTHING_SET, Long.MAX_VALUE, 1 << 20, formats)
              .of(List.of(new Inference.Input(file, layout), new Inference.Input(file, layout)));
      assertEquals(
          "[id int, amount int]",
          columns.columns().stream().map(c -> c.name() + " " + c.type().ddl()).toList().toString());
      assertEquals(
          List.of(Formats.whole(file, 3)),
          formats.of(layout).splits(file, layout, 3, 1, SplitCertainty.PROVEN));
    }
    Inspection other = FileInspector.inspect(file, NOTHING_SET, SourceFormat.CSV, formats);
    assertEquals("it is an Avro file, while format is set to csv", other.summary());
  }

  @Test
  void everyFormatThatIsReadHasANameInSpecs() {
    List<String> names = List.of(SourceFormat.values()).stream().map(SourceFormat::key).toList();
    FormatRegistry.standard()
        .all()
        .forEach(format -> assertTrue(names.contains(format.name()), format.name()));
  }

  /** A file inside a zip archive. */
  private record Zipped(String archive, String entry, long size) implements ObjectSource {
    @Override
    public String uri() {
      return archive + "!/" + entry;
    }

    @Override
    public InputStream open(long offset) throws IOException {
      try (ZipFile zip = new ZipFile(archive)) {
        byte[] bytes = zip.getInputStream(zip.getEntry(entry)).readAllBytes();
        InputStream in = new ByteArrayInputStream(bytes);
        in.skipNBytes(offset);
        return new ListedStream(this, offset, in);
      }
    }
  }

  @Test
  void filesInsideArchivesAreSources(@TempDir Path folder) throws IOException {
    Path archive = folder.resolve("x.zip");
    byte[] csv = "a,b\n1,2\n3,4\n".getBytes(UTF_8);
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(archive))) {
      out.putNextEntry(new ZipEntry("a.csv"));
      out.write(csv);
    }
    Zipped file = new Zipped(archive.toString(), "a.csv", csv.length);
    FileLayout layout = FileInspector.inspect(file, NOTHING_SET).layoutOrThrow();
    ReadPlan plan = CsvReading.plan(CsvReading.text("a"), CsvReading.text("b"));
    List<ByteRange> ranges = Formats.splits(file, layout, 0, 4, SplitCertainty.PROVEN);
    assertEquals(2, ranges.size());
    assertEquals(List.of("1|2", "3|4", "records 2"), CsvReading.read(file, layout, ranges, plan));
    Zipped longer = new Zipped(archive.toString(), "a.csv", csv.length + 1);
    List<String> read = CsvReading.read(longer, layout, plan);
    assertTrue(
        read.toString().contains("x.zip!/a.csv at byte 12: the file has become shorter"),
        read::toString);
  }
}
