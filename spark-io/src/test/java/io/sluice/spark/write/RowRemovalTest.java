package io.sluice.spark.write;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spark.TestSpark;
import io.sluice.spark.publish.PendingArea;
import io.sluice.spark.publish.PendingFile;
import io.sluice.spark.publish.Publisher;
import io.sluice.spark.publish.TableOutput;
import io.sluice.spark.read.ReadMode;
import io.sluice.spark.read.ReadRequest;
import io.sluice.spark.read.SluiceRead;
import io.sluice.spark.read.SluiceReader;
import io.sluice.spark.rewrite.RowRemover;
import io.sluice.spark.rewrite.RowRemover.Published;
import io.sluice.spark.rewrite.RowRemover.Replacement;
import io.sluice.spark.rewrite.RowRemover.SourceRows;
import io.sluice.spark.store.Storages;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowRemovalTest {
  @TempDir Path folder;

  private final SparkSession spark = TestSpark.session();
  private final Storages storages = Storages.of(spark.sparkContext());

  private List<Published> ingest(ReadRequest request, Path location) throws IOException {
    SluiceRead read = SluiceReader.read(spark.sparkContext(), request, ReadMode.COLUMNAR);
    PartitionScheme scheme =
        new PartitionScheme(
            List.of(new PartitionField("day", PartitionFunction.YEAR, 0)), CsvCase.columns());
    WriteResult result =
        SparkIngest.run(
            read,
            read.rows(spark),
            new WriteRequest("run1", location.toString(), scheme, WriterOptions.DEFAULT, 1 << 28),
            ProgressListener.NONE);
    new Publisher(storages, location.toString())
        .publish(result.outputs().stream().map(TableOutput::pendingFile).toList(), List.of());
    new PendingArea(location.toString(), "run1").discard(storages);
    return result.outputs().stream()
        .map(
            output ->
                new Published(
                    output.path(),
                    output.partition(),
                    output.rows(),
                    output.sources().stream()
                        .map(
                            s ->
                                new SourceRows(
                                    request.files().get(s.fileIndex()).uri(),
                                    s.firstRow(),
                                    s.rows()))
                        .toList()))
        .toList();
  }

  @Test
  void onlyTheSourcesRowsGo() throws IOException, SQLException {
    CsvCase data = new CsvCase(folder.resolve("in"), 5).add(300, 0).add(300, 1000).add(300, 2000);
    ReadRequest request = data.request("", 8_000, 100);
    Path location = folder.resolve("table");
    List<Published> before = ingest(request, location);
    String gone = request.files().get(1).uri();
    String rest =
        "SELECT * FROM %s WHERE _source_file <> '%s' ORDER BY id"
            .formatted(DuckDb.table(location), gone);
    List<String> expected = DuckDb.rows(rest);
    List<String> schema = DuckDb.rows("DESCRIBE SELECT * FROM " + DuckDb.table(location));

    RowRemover remover = new RowRemover(spark, location.toString(), "run2", WriterOptions.DEFAULT);
    List<PendingFile> pending = new ArrayList<>();
    List<Replacement> replacements = new ArrayList<>();
    for (Published file : before) {
      Replacement replacement = remover.remove(file, Set.of(gone)).orElseThrow();
      pending.add(new PendingFile(replacement.pendingPath(), replacement.file().path()));
      replacements.add(replacement);
      assertEquals(file.partition(), replacement.file().partition());
      assertTrue(replacement.bytes() > 0);
    }
    new Publisher(storages, location.toString())
        .publish(pending, before.stream().map(Published::path).toList());

    assertEquals(expected, DuckDb.rows("SELECT * FROM " + DuckDb.table(location) + " ORDER BY id"));
    assertEquals(schema, DuckDb.rows("DESCRIBE SELECT * FROM " + DuckDb.table(location)));
    for (Replacement replacement : replacements) {
      List<String> sources = new ArrayList<>();
      for (SourceRows source : replacement.file().sources()) {
        assertEquals(sources.size(), source.firstRow());
        sources.addAll(Collections.nCopies((int) source.rows(), source.uri()));
      }
      assertEquals(
          sources,
          DuckDb.rows(
              "SELECT _source_file FROM read_parquet('" + replacement.file().path() + "')"));
      assertEquals(
          List.of("REQUIRED"),
          DuckDb.rows(
              "SELECT repetition_type FROM parquet_schema('"
                  + replacement.file().path()
                  + "') WHERE name = 'id'"));
    }
    assertEquals(
        Optional.empty(),
        remover.remove(
            replacements.get(0).file(),
            Set.of(request.files().get(0).uri(), request.files().get(2).uri())));
  }

  @Test
  void aFileThatIsNotWhatTheLedgerSaysIsRefused() throws IOException {
    CsvCase data = new CsvCase(folder.resolve("in"), 6).add(100, 0);
    ReadRequest request = data.request("", 80_000, 1);
    Path location = folder.resolve("table");
    Published file = ingest(request, location).get(0);
    Published wrong =
        new Published(
            file.path(),
            file.partition(),
            file.rows() + 5,
            List.of(new SourceRows("x", 0, file.rows() + 5)));
    RowRemover remover = new RowRemover(spark, location.toString(), "run2", WriterOptions.DEFAULT);
    IOException e = assertThrows(IOException.class, () -> remover.remove(wrong, Set.of("y")));
    assertTrue(e.getMessage().contains(file.path()), e.getMessage());
  }
}
