package io.sluice.aws.dynamo;

import io.sluice.aws.dynamo.FileItem.Version;
import io.sluice.ledger.FileHistoryEntry;
import io.sluice.ledger.FileVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** All versions of a file that runs took. */
final class FileHistory {
  private final DynamoTable table;
  private final Runs runs;
  private final RunStates states;

  FileHistory(DynamoTable table, Runs runs, RunStates states) {
    this.table = table;
    this.runs = runs;
    this.states = states;
  }

  /** Of all tables of the dataset, table by table, oldest first. */
  List<FileHistoryEntry> of(String dataset, String uri) {
    List<FileHistoryEntry> all = new ArrayList<>();
    for (Runs.Feed feed : runs.feedsOf(dataset)) {
      String pk = Keys.filePk(dataset, feed.table(), uri);
      List<Version> versions = new ArrayList<>();
      for (Map<String, AttributeValue> old : table.beginning(pk, "H#")) {
        versions.addAll(FileItem.versions(old));
      }
      Map<String, AttributeValue> key = Keys.file(dataset, feed.table(), uri);
      FileItem item = FileItem.of(key, table.find(key).orElse(null));
      RunStates.Known known = states.of(item.claimed().stream().map(Version::runId).toList());
      versions.addAll(item.resolved(known::of).versions());
      versions.stream()
          .sorted(Comparator.comparing(Version::order))
          .forEach(
              v ->
                  all.add(
                      new FileHistoryEntry(
                          new FileVersion(uri, v.size(), v.identity()),
                          feed.table(),
                          v.runId(),
                          v.state(),
                          v.replacedBy())));
    }
    return all;
  }
}
