package io.sluice.cli.command;

import io.sluice.cli.terminal.Terminal;
import io.sluice.launch.JobRequest;
import io.sluice.launch.LaunchTarget.JobResult;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs commands in this process, and keeps the jobs that they would have started. */
public final class CliRunner {
  final List<JobRequest> jobs = new ArrayList<>();
  final Map<String, String> environment = new HashMap<>();
  private final Path workingFolder;
  private Path home;
  private Terminal terminal = Terminal.NONE;
  private String input = "";
  private int jobExitCode;

  /** Of a job that ran nothing. */
  private String jobOutput = "[]";

  CliRunner(Path workingFolder) {
    this.workingFolder = workingFolder;
  }

  /** What a command left behind. */
  record Result(int code, String out, String err) {}

  CliRunner input(String text) {
    input = text;
    return this;
  }

  CliRunner home(Path folder) {
    home = folder;
    return this;
  }

  CliRunner terminal(Terminal of) {
    terminal = of;
    return this;
  }

  CliRunner jobExitCode(int code) {
    jobExitCode = code;
    return this;
  }

  CliRunner jobOutput(String json) {
    jobOutput = json;
    return this;
  }

  Result run(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Surroundings surroundings =
        new Surroundings(
            environment,
            home,
            workingFolder,
            new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
            terminal,
            job -> {
              jobs.add(job);
              return new JobResult(jobExitCode, jobOutput);
            });
    int code = Commands.run(surroundings, new PrintWriter(out), new PrintWriter(err), arguments);
    return new Result(code, out.toString(), err.toString());
  }
}
