package io.sluice.ingest.inspect;

import io.sluice.formats.format.Setting;
import io.sluice.formats.inspect.Inspection;
import io.sluice.formats.inspect.SeriesInspector;
import io.sluice.formats.read.FileLayout;
import io.sluice.formats.read.FolderKeys;
import io.sluice.formats.source.Parallel;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Failures;
import io.sluice.ingest.failure.IngestException;
import io.sluice.ledger.Claim;
import io.sluice.ledger.FileVersion;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SourceOptions.FolderColumns;
import io.sluice.spec.lake.Locations;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Finds out, for each claimed file, how it is to be read. */
public final class Inspector {
  /** Kinds of small files that are told apart; what is of none of them is inspected one by one. */
  private static final int MOST_KINDS = 4;

  /** Fewer files are looked into faster than they are sorted. */
  private static final int FEW_FILES = 8;

  private final DatasetSpec spec;
  private final Sources sources;
  private final Headers headers;

  /** One object for all files that share it: thousands of them go through serialization. */
  private final Map<Found, FileLayout> layouts = new HashMap<>();

  private final Map<FolderKeys, FolderKeys> folders = new HashMap<>();

  /** What decides how fields are called. */
  private record Found(FileLayout layout, List<String> folders) {}

  private final Map<List<Setting>, Map<String, String>> settings = new HashMap<>();

  public Inspector(DatasetSpec spec, Sources sources) {
    this.spec = spec;
    this.sources = sources;
    this.headers = new Headers(spec);
  }

  /**
   * Inspects all fresh and changed files, in the order of their URIs.
   *
   * @throws IngestException if one cannot be read; it says what the file is
   */
  public List<InspectedFile> inspect(Claim claim) {
    sources.beginAnew();
    List<FileVersion> files = new ArrayList<>(claim.fresh());
    files.addAll(claim.changed());
    files.sort((a, b) -> a.uri().compareTo(b.uri()));
    Set<FileVersion> changed = new HashSet<>(claim.changed());
    List<InspectedFile> inspected = new ArrayList<>(files.size());
    try {
      Inspection[] found = look(files);
      for (int i = 0; i < found.length; i++) {
        FileVersion file = files.get(i);
        inspected.add(inspected(i, file, changed.contains(file), found[i]));
      }
      return inspected;
    } catch (IOException e) {
      throw Failures.of(e);
    } catch (IllegalArgumentException e) {
      throw new IngestException(ExitCode.USAGE, "source.options: " + e.getMessage(), e);
    }
  }

  private Inspection[] look(List<FileVersion> files) throws IOException {
    Inspection[] found = new Inspection[files.size()];
    SeriesInspector series = new SeriesInspector(spec.source().options(), spec.source().format());
    List<Integer> small =
        IntStream.range(0, found.length)
            .filter(i -> files.get(i).size() > 0)
            .filter(i -> files.get(i).size() <= SeriesInspector.MOST_BYTES)
            .boxed()
            .toList();
    // One of each kind is inspected, always the first, so that what is found does not depend on
    // which thread is faster; the others of its kind are recognised by it.
    for (int kind = 0; kind < MOST_KINDS && small.size() >= FEW_FILES; kind++) {
      int first = small.get(0);
      int known = series.kinds();
      found[first] = series.learn(sources.open(files.get(first)));
      small = small.subList(1, small.size());
      if (series.kinds() > known) {
        small = recognise(series, files, small, found);
      }
    }
    List<Integer> rest =
        IntStream.range(0, found.length).filter(i -> found[i] == null).boxed().toList();
    List<Inspection> inspections =
        Parallel.map(rest, i -> series.inspect(sources.open(files.get(i))));
    for (int k = 0; k < inspections.size(); k++) {
      found[rest.get(k)] = inspections.get(k);
    }
    return found;
  }

  /** Returns those that were not recognised. */
  private List<Integer> recognise(
      SeriesInspector series, List<FileVersion> files, List<Integer> small, Inspection[] found)
      throws IOException {
    List<Optional<Inspection>> inspections =
        Parallel.map(small, i -> series.recognise(sources.open(files.get(i))));
    List<Integer> strange = new ArrayList<>();
    for (int k = 0; k < inspections.size(); k++) {
      if (inspections.get(k).isPresent()) {
        found[small.get(k)] = inspections.get(k).get();
      } else {
        strange.add(small.get(k));
      }
    }
    return strange;
  }

  private InspectedFile inspected(int index, FileVersion file, boolean changed, Inspection found)
      throws IOException {
    Map<String, String> shown =
        settings.computeIfAbsent(found.basis().settings(), Inspector::shown);
    if (found.status() == Inspection.Status.EMPTY) {
      List<String> notes = List.of("the file is empty: it adds no row");
      return new InspectedFile(index, file, null, FolderKeys.NONE, changed, shown, notes);
    }
    FolderKeys of = folders.computeIfAbsent(folders(file), keys -> keys);
    FileLayout layout =
        layouts.computeIfAbsent(
            new Found(found.layoutOrThrow(), of.names()), key -> headers.named(key.layout(), of));
    List<String> notes =
        Stream.concat(found.basis().conflicts().stream(), found.basis().notes().stream())
            .map(note -> note.told(spec.hidesValues()))
            .toList();
    return new InspectedFile(index, file, layout, of, changed, shown, notes);
  }

  private FolderKeys folders(FileVersion file) {
    return spec.source().options().folderColumns() == FolderColumns.NONE
        ? FolderKeys.NONE
        : FolderKeys.of(file.uri(), Locations.normalized(spec.source().root()));
  }

  private static Map<String, String> shown(List<Setting> settings) {
    Map<String, String> shown = new LinkedHashMap<>();
    for (Setting setting : settings) {
      shown.put(
          setting.name(),
          setting.value() + " (" + setting.origin().name().toLowerCase(Locale.ROOT) + ")");
    }
    return Collections.unmodifiableMap(shown);
  }
}
