package io.sluice.ingest.publish;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.account.Accounting;
import io.sluice.ingest.account.ResultMerger;
import io.sluice.ingest.account.WriteResult;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.output.TableOutput;
import io.sluice.ingest.read.ReadRequest;
import io.sluice.ingest.run.ColumnPath;
import io.sluice.ingest.run.ProgressListener;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.ingest.sink.SinkPlan;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.ingest.store.PendingFile;
import io.sluice.ingest.store.RunFiles;
import io.sluice.ingest.store.Storage;
import io.sluice.ingest.store.Storages;
import io.sluice.ingest.testing.CsvCase;
import io.sluice.ingest.testing.DuckDb;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import io.sluice.ledger.Manifest.SourceRows;
import io.sluice.parquet.WriterOptions;
import io.sluice.parquet.partition.PartitionScheme;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.PartitionField;
import io.sluice.spec.PartitionField.PartitionFunction;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.PartitionRoom;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowRemoverTest {
  private static final DatasetSpec SPEC =
      SpecReader.read("dataset: t\nsource:\n  path: in\ntarget:\n  table: t\n", "t.yml");

  @TempDir Path folder;

  private final Storages storages = LocalStorages.INSTANCE;

  private List<Output> ingest(ReadRequest request, Path location) throws IOException {
    RunFiles run = new RunFiles(location.toString(), "run1");
    PartitionScheme scheme =
        new PartitionScheme(
            List.of(new PartitionField("day", PartitionFunction.YEAR, 0)), CsvCase.columns());
    ResultMerger results = new ResultMerger(CsvCase.columns());
    try (ThreadRunner runner = new ThreadRunner(2, new Stop())) {
      runner.run(
          ColumnPath.of(SPEC, request.plan(), PartitionRoom.AMPLE),
          request,
          SinkPlan.of(
              run,
              storages,
              scheme,
              WriterOptions.DEFAULT,
              1 << 28,
              runner.budget(),
              io.sluice.ingest.reject.RejectDetail.WHOLE),
          results,
          ProgressListener.NONE);
    }
    WriteResult result = new Accounting(request, results).result();
    Storage storage = storages.at(location.toString());
    storage.publish(location.toString(), result.outputs().stream().map(TableOutput::file).toList());
    storage.discard(run);
    return result.outputs().stream().map(output -> published(request, output)).toList();
  }

  private static Output published(ReadRequest request, TableOutput output) {
    return new Output(
        Kind.DATA,
        output.file().path(),
        output.file().handle(),
        output.partition(),
        output.rows(),
        output.bytes(),
        output.sources().stream()
            .map(
                s ->
                    new SourceRows(
                        request.files().get(s.sourceIndex()).uri(), s.firstRow(), s.rows()))
            .toList());
  }

  private RowRemover remover(Path location) throws IOException {
    return new RowRemover(
        storages, new RunFiles(location.toString(), "run2"), WriterOptions.DEFAULT);
  }

  @Test
  void onlyTheSourcesRowsGo() throws IOException, SQLException {
    CsvCase data = new CsvCase(folder.resolve("in"), 5).add(300, 0).add(300, 1000).add(300, 2000);
    ReadRequest request = data.request("", 8_000, 100);
    Path location = folder.resolve("table");
    List<Output> before = ingest(request, location);
    String gone = request.files().get(1).uri();
    String rest =
        "SELECT * FROM %s WHERE _source_file <> '%s' ORDER BY id"
            .formatted(DuckDb.table(location), gone);
    List<String> expected = DuckDb.rows(rest);
    List<String> schema = DuckDb.rows("DESCRIBE SELECT * FROM " + DuckDb.table(location));

    RowRemover remover = remover(location);
    List<Output> replacements = new ArrayList<>();
    for (Output file : before) {
      Output replacement = remover.remove(file, Set.of(gone)).orElseThrow();
      replacements.add(replacement);
      assertEquals(file.partition(), replacement.partition());
      assertTrue(replacement.bytes() > 0);
    }
    Storage storage = storages.at(location.toString());
    storage.publish(
        location.toString(),
        replacements.stream().map(file -> new PendingFile(file.path(), file.handle())).toList());
    storage.delete(location.toString(), before.stream().map(Output::path).toList());
    storage.discard(new RunFiles(location.toString(), "run2"));

    assertEquals(expected, DuckDb.rows("SELECT * FROM " + DuckDb.table(location) + " ORDER BY id"));
    assertEquals(schema, DuckDb.rows("DESCRIBE SELECT * FROM " + DuckDb.table(location)));
    for (Output replacement : replacements) {
      List<String> sources = new ArrayList<>();
      for (SourceRows source : replacement.sources()) {
        assertEquals(sources.size(), source.firstRow());
        sources.addAll(Collections.nCopies((int) source.rows(), source.uri()));
      }
      assertEquals(replacement.rows(), sources.size());
      assertEquals(
          sources,
          DuckDb.rows("SELECT _source_file FROM read_parquet('" + replacement.path() + "')"));
      assertEquals(
          List.of("REQUIRED"),
          DuckDb.rows(
              "SELECT repetition_type FROM parquet_schema('"
                  + replacement.path()
                  + "') WHERE name = 'id'"));
    }
    assertEquals(
        Optional.empty(),
        remover.remove(
            replacements.get(0),
            Set.of(request.files().get(0).uri(), request.files().get(2).uri())));
  }

  @Test
  void aFileThatIsNotWhatTheLedgerSaysIsRefused() throws IOException {
    CsvCase data = new CsvCase(folder.resolve("in"), 6).add(100, 0);
    Path location = folder.resolve("table");
    List<Output> published = ingest(data.request("", 80_000, 1), location);
    Output file = published.get(0);
    Output wrong =
        new Output(
            file.kind(),
            file.path(),
            file.handle(),
            file.partition(),
            file.rows() + 5,
            file.bytes(),
            List.of(new SourceRows("x", 0, file.rows() + 5)));
    RowRemover remover = remover(location);
    IOException e = assertThrows(IOException.class, () -> remover.remove(wrong, Set.of("y")));
    assertTrue(e.getMessage().contains(file.path()), e.getMessage());
    try (Stream<Path> files = Files.walk(location)) {
      assertEquals(
          published.stream().map(output -> Path.of(output.path())).sorted().toList(),
          files.filter(Files::isRegularFile).sorted().toList(),
          "the files stay, and nothing is pending");
    }
  }
}
