package io.sluice.cli.detect;

import io.sluice.formats.Inference;
import io.sluice.formats.Inference.Input;
import io.sluice.formats.inspect.FileInspector;
import io.sluice.formats.inspect.Inspection.Status;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.LocalFile;
import io.sluice.formats.source.ObjectSource;
import io.sluice.formats.source.Parallel;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What files are, and which of them make one dataset.
 *
 * @param others files that are empty or not readable
 */
public record Detection(List<DetectedDataset> datasets, List<DetectedFile> others) {

  /**
   * Looks at files and folders.
   *
   * @param options what the user has set; the rest is found out
   * @param most look at about this many records of each file to infer types
   */
  public static Detection of(List<Path> named, SourceOptions options, long most)
      throws IOException {
    List<DetectedFile> files =
        Parallel.map(
            FileList.of(named),
            listed -> {
              Path path = listed.path();
              if (!listed.why().isEmpty()) {
                return DetectedFile.unreadable(path, listed.why());
              }
              try {
                ObjectSource source = LocalFile.of(path, path.toString());
                return new DetectedFile(path, source, FileInspector.inspect(source, options));
              } catch (ReadException e) {
                // One file that cannot be read says nothing about the others.
                return DetectedFile.unreadable(path, e);
              }
            });
    Map<String, List<DetectedFile>> layouts = new LinkedHashMap<>();
    List<DetectedFile> others = new ArrayList<>();
    for (DetectedFile file : files) {
      if (file.inspection().status() == Status.READABLE) {
        layouts.computeIfAbsent(file.layoutKey(), key -> new ArrayList<>()).add(file);
      } else {
        others.add(file);
      }
    }
    Inference inference = new Inference(options, most);
    List<DetectedDataset> datasets = new ArrayList<>();
    for (List<DetectedFile> layout : layouts.values()) {
      datasets.add(dataset(layout, named, options, inference));
    }
    return new Detection(datasets, others);
  }

  private static DetectedDataset dataset(
      List<DetectedFile> files, List<Path> named, SourceOptions options, Inference inference)
      throws IOException {
    List<Input> inputs =
        files.stream()
            .map(file -> new Input(file.source(), file.inspection().layout().orElseThrow()))
            .toList();
    Inference.Result found = inference.of(inputs);
    FolderFindings folders = FolderFindings.of(files, named, options, found.columns());
    return new DetectedDataset(
        files,
        found.records(),
        found.columns(),
        folders.columns(),
        folders.notes(),
        found.problems().stream().map(ReadException::getMessage).toList());
  }
}
