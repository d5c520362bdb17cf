package io.sluice.benchmarks.engine;

import io.sluice.benchmarks.workload.Workload;
import io.sluice.formats.Inference;
import io.sluice.formats.Inference.Input;
import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.source.LocalFile;
import io.sluice.formats.source.ObjectSource;
import io.sluice.ingest.source.LocalLister;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What {@code sluice detect} does: files are inspected, and types found from all their values. */
final class SluiceInference implements Engine {
  private final Workload workload;

  SluiceInference(Workload workload) {
    this.workload = workload;
  }

  @Override
  public List<String> run(Path out) throws IOException {
    SourceOptions options = SourceOptions.defaults();
    List<Input> inputs = new ArrayList<>();
    for (FileVersion file : new LocalLister().list(workload.input().path()).files()) {
      ObjectSource source = LocalFile.of(Path.of(file.uri()), file.uri());
      inputs.add(new Input(source, FileInspector.inspect(source, options).layoutOrThrow()));
    }
    Inference.Result found = new Inference(options, Long.MAX_VALUE).of(inputs);
    List<String> figures = new ArrayList<>();
    figures.add(Long.toString(found.records()));
    found.columns().forEach(column -> figures.add(column.type().ddl()));
    return figures;
  }

  @Override
  public void close() {}
}
