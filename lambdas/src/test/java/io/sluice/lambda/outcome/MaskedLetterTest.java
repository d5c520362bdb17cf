package io.sluice.lambda.outcome;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.ingest.Ingest;
import io.sluice.ingest.Outcome;
import io.sluice.ingest.failure.ExitCode;
import io.sluice.ingest.failure.Stop;
import io.sluice.ingest.lake.Lake;
import io.sluice.ingest.progress.ProgressPrinter;
import io.sluice.ingest.report.OutcomeDocument;
import io.sluice.ingest.run.TaskRunner;
import io.sluice.ingest.run.ThreadRunner;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SpecReader;
import io.sluice.spec.lake.LakeLocation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a spec masks stands in no letter and in no document of an outcome. */
class MaskedLetterTest {
  private static final String SALT = "pepper-4711";

  @TempDir Path folder;

  @Test
  void nothingMaskedIsWritten() throws IOException {
    Files.writeString(
        folder.resolve("a.csv"),
        "mail,n\nalice@x.org,1\nbob@x.org,x\n1,carol@x.org\ndave@x.org,2,3\n");
    DatasetSpec spec =
        SpecReader.read(
            Files.writeString(
                folder.resolve("a.yml"),
                "dataset: a\nsource: {path: a.csv}\n"
                    + "schema: [{name: mail, type: string}, {name: n, type: int}]\n"
                    + "quality: [{range: {column: n, min: 5, severity: fail}}]\n"
                    + "transforms: [{mask: {columns: [mail], method: hash, salt: "
                    + SALT
                    + "}}]\ntarget: {}\n"));
    Stop stop = new Stop();
    Outcome outcome;
    try (Lake lake = Lake.open(LakeLocation.of(folder.resolve("lake")));
        TaskRunner runner = new ThreadRunner(1, stop)) {
      ProgressPrinter silent = new ProgressPrinter(System.err, ProgressPrinter.Style.NONE);
      outcome = new Ingest(spec, lake, runner, "threads", stop, silent).run();
    }
    assertEquals(ExitCode.REFUSED, outcome.exitCode());
    OutcomeDocument document =
        OutcomeDocument.of(outcome.report(), outcome.exitCode(), "reports/x.json");
    Ending ending =
        new Ending(
            "a",
            "000001",
            "a-000001",
            "",
            Ending.End.of(document),
            Optional.of(document),
            List.of(),
            List.of(),
            List.of(),
            outcome.failure().orElseThrow().getMessage());
    String letter =
        Letter.subject(ending)
            + Letter.text(ending, "s3://lake")
            + new String(document.json(), StandardCharsets.UTF_8);
    assertTrue(letter.contains("not_a_number"), letter);
    assertFalse(letter.contains("@x.org"), letter);
    assertFalse(letter.contains(SALT), letter);
  }
}
