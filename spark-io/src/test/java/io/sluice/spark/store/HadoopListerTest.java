package io.sluice.spark.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ingest.source.Listing;
import io.sluice.ingest.source.SourceLister;
import io.sluice.ingest.store.LocalStorages;
import io.sluice.spec.SourceSpec;
import io.sluice.spec.SpecReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files of a file system that only the job's own settings of Hadoop know. */
class HadoopListerTest {
  @TempDir Path folder;

  private final Configuration configuration = new Configuration(false);

  @BeforeEach
  void files() throws IOException {
    configuration.set("fs.raw.impl", RawFileSystem.class.getName());
    for (String name :
        new String[] {
          "in/a.csv",
          "in/_b.csv",
          "in/.c.csv",
          "in/x/d.csv",
          "in/_x/e.csv",
          "[p]/in/f.csv",
          "p/in/g"
        }) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.writeString(file, "id\n1\n");
    }
  }

  private Listing list(SourceSpec source) {
    SourceLister lister =
        new HadoopStorages(LocalStorages.INSTANCE, () -> configuration).lister(source.path());
    return lister.list(source);
  }

  private List<String> names(Listing listing) {
    return listing.files().stream()
        .map(file -> file.uri().replace("raw:" + folder + "/", ""))
        .toList();
  }

  private List<String> names(String path) {
    return names(list(SourceSpec.of("raw:" + folder + "/" + path)));
  }

  @Test
  void hiddenNamesAreLeftOutHoweverTheyAreFound() {
    for (String path : new String[] {"in", "in/*", "in/{a,_b,.c,x,_x}*", "i?"}) {
      assertEquals(List.of("in/a.csv", "in/x/d.csv"), names(path), path);
    }
    assertEquals(List.of("in/x/d.csv"), names("in/*/*.csv"));
    assertEquals(List.of("in/_b.csv"), names("in/_b.csv"), "asked for by name");
    Listing listing = list(SourceSpec.of("raw:" + folder + "/in"));
    assertEquals(3, listing.notes().size(), listing.notes().toString());
  }

  @Test
  void wildcardsInTheSpecsOwnFolderAreLetters() {
    String spec = "raw:" + folder + "/[p]/x.yml";
    SourceSpec source =
        SpecReader.readAt(spec, "dataset: d\nsource: {path: 'in/*'}\ntarget: {}\n").source();
    assertEquals(List.of("[p]/in/f.csv"), names(list(source)));
  }

  @Test
  void whatTheSettingsDoNotKnowIsAMistakeInTheSpec() {
    configuration.unset("fs.raw.impl");
    IngestException e = assertThrows(IngestException.class, () -> names("in"));
    assertEquals(ExitCode.USAGE, e.exitCode(), e.getMessage());
  }
}
