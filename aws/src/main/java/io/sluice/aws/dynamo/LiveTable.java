package io.sluice.aws.dynamo;

import io.sluice.ledger.LiveFile;
import io.sluice.ledger.Manifest.Kind;
import io.sluice.ledger.Manifest.Output;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What of a table is live after some of its commits, in the order in which it was committed.
 *
 * @param commits how many, from the table's first on
 */
record LiveTable(long commits, Map<String, Live> byPath) {
  static final LiveTable EMPTY = new LiveTable(0, Map.of());

  LiveTable {
    byPath = Collections.unmodifiableMap(byPath);
  }

  /** A live file, of the table or of its rejects. */
  record Live(Kind kind, LiveFile file) {}

  /**
   * After some more commits.
   *
   * @param runs of these commits, in their order
   * @param outputs of each
   */
  LiveTable after(List<RunItem> runs, List<Documents.Outputs> outputs) {
    Map<String, Live> after = new LinkedHashMap<>(byPath);
    for (int i = 0; i < runs.size(); i++) {
      outputs.get(i).removed().forEach(after::remove);
      for (Output o : outputs.get(i).outputs()) {
        LiveFile file =
            new LiveFile(runs.get(i).runId(), o.path(), o.partition(), o.rows(), o.bytes());
        after.put(o.path(), new Live(o.kind(), file));
      }
    }
    return new LiveTable(runs.get(runs.size() - 1).commitNumber().orElseThrow(), after);
  }

  List<LiveFile> files(Kind kind) {
    return byPath.values().stream().filter(l -> l.kind() == kind).map(Live::file).toList();
  }

  List<LiveFile> at(Set<String> paths) {
    return byPath.values().stream()
        .map(Live::file)
        .filter(file -> paths.contains(file.path()))
        .toList();
  }
}
