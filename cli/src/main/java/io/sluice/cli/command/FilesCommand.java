package io.sluice.cli.command;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.sluice.aws.arrival.FileStatus;
import io.sluice.aws.arrival.FileStatus.State;
import io.sluice.aws.arrival.Inbox;
import io.sluice.aws.lake.Inboxes;
import io.sluice.cli.error.UsageException;
import io.sluice.cli.lake.Known;
import io.sluice.cli.render.Cells;
import io.sluice.cli.render.TextTable;
import io.sluice.cli.render.Times;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists files that arrived, and what has become of them. */
@Command(
    name = "files",
    header = "List the files that arrived in a lake on S3, and what has become of them.",
    description = {
      "One row for each file and dataset: batched (its batch still takes files), taken (its batch"
          + " is being ingested), committed, refused, failed, or gone (it was no longer there). A"
          + " file that no spec covers is refused, under the dataset 0-uncovered.",
      ""
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice files --lake s3://my-lake/prod --state refused",
      "  ./sluice files --lake s3://my-lake/prod --dataset flights --output json"
    })
final class FilesCommand implements Callable<Integer> {
  @Option(names = "--dataset", paramLabel = "DATASET", description = "Only files of this dataset.")
  private String dataset;

  @Option(
      names = "--state",
      paramLabel = "STATE",
      description = "Only files in this state: ${COMPLETION-CANDIDATES}.")
  private State state;

  @Option(
      names = "--batches",
      paramLabel = "N",
      description = "Of the newest N batches of each dataset (default: ${DEFAULT-VALUE}).")
  private int batches = 20;

  @Mixin private ResultOutput output;

  private final Sluice root;

  FilesCommand(Sluice root) {
    this.root = root;
  }

  @Override
  public Integer call() {
    if (batches < 1) {
      throw new UsageException("--batches is " + batches + ": give a number from 1 on");
    }
    if (root.lake().isLocal()) {
      throw new UsageException(
          root.lake().root()
              + " is not on S3: files arrive in lakes there only. 'sluice runs' lists what was"
              + " ingested here");
    }
    Inbox inbox = Inboxes.open(root.lake());
    List<String> datasets = inbox.datasets();
    if (dataset != null && !datasets.contains(dataset)) {
      throw new UsageException(Known.unknown("dataset", dataset, datasets));
    }
    List<FileStatus> files = new ArrayList<>();
    for (String each : dataset == null ? datasets : List.of(dataset)) {
      FileStatus.of(inbox, each, batches).stream()
          .filter(file -> state == null || file.state() == state)
          .forEach(files::add);
    }
    PrintWriter out = output.out();
    if (output.isJson()) {
      json(files, out);
    } else {
      table(files, out);
    }
    out.flush();
    return ExitCodes.DONE;
  }

  private static void json(List<FileStatus> files, PrintWriter out) {
    ArrayNode rows = JsonNodeFactory.instance.arrayNode();
    for (FileStatus file : files) {
      rows.addObject()
          .put("dataset", file.dataset())
          .put("state", file.state().text())
          .put("batch", file.batch())
          .put("uri", file.uri())
          .put("version", file.version())
          .put("size", file.size())
          .put("at", file.at().toString())
          .put("reason", file.reason());
    }
    out.println(rows.toPrettyString());
  }

  private void table(List<FileStatus> files, PrintWriter out) {
    TextTable table =
        new TextTable().left("dataset", "state", "batch", "written").right("bytes").left("file");
    for (FileStatus file : files) {
      table.row(
          file.dataset(),
          file.state().text(),
          file.batch(),
          Times.local(file.at()),
          Cells.count(file.size()),
          file.uri() + (file.reason().isEmpty() ? "" : ": " + file.reason()));
    }
    table.print(out, root.surroundings().terminal());
  }
}
