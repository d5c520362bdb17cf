package io.sluice.cli.detect;

import io.sluice.formats.detect.FileInspector;
import io.sluice.formats.detect.Inspection.Status;
import io.sluice.formats.source.LocalFile;
import io.sluice.formats.source.ObjectSource;
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
            path -> {
              ObjectSource source = LocalFile.of(path, path.toString());
              return new DetectedFile(path, source, FileInspector.inspect(source, options));
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
    Profiles profiles = new Profiles(options, most);
    List<DetectedDataset> datasets = new ArrayList<>();
    for (List<DetectedFile> layout : layouts.values()) {
      datasets.add(profiles.of(layout));
    }
    return new Detection(datasets, others);
  }
}
