package io.sluice.deploy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.PythonTool;
import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Template, state machine and policies before those who know AWS's schemas: no finding. */
@ExtendWith(LocalAwsForTests.class)
class LintTest {
  @TempDir private Path folder;

  @Test
  void nobodyFindsAnything() throws Exception {
    PythonTool.Said said = lint(Template.stack(), Template.machine());
    assertEquals(0, said.exitCode(), said::output);
  }

  @Test
  void allOfThemFindWhatIsWrong() throws Exception {
    String stack =
        Template.stack()
            .replace("GlueVersion: '5.1'", "GlueVersions: '5.1'")
            .replace("'dynamodb:PutItem'", "'dynamodb:PutItems'");
    String machine = Template.machine().replace("\"Next\": \"Plan\"", "\"Next\": \"Plam\"");
    PythonTool.Said said = lint(stack, machine);
    assertEquals(1, said.exitCode());
    for (String judge : new String[] {"cfn-lint: E", "statelint: ", "parliament: "}) {
      assertTrue(said.output().contains(judge), said::output);
    }
  }

  private PythonTool.Said lint(String stack, String machine) throws IOException {
    Path template = Files.writeString(folder.resolve("template.yaml"), stack);
    Path definition = Files.writeString(folder.resolve("machine.json"), machine);
    Path script = Files.writeString(folder.resolve("lint.py"), resource("lint.py"));
    return PythonTool.with(resource("lint-requirements.txt"))
        .run(
            Duration.ofMinutes(15),
            "-W",
            "ignore",
            script.toString(),
            template.toString(),
            definition.toString());
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = LintTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
