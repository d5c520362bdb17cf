package io.sluice.benchmarks;

import io.sluice.benchmarks.data.SyntheticGenerator;
import io.sluice.benchmarks.data.TpchGenerator;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The generators of benchmark data, each a subcommand. */
@Command(
    name = "generate",
    description = "Writes benchmark data, the same bytes for the same arguments.",
    mixinStandardHelpOptions = true,
    subcommands = {TpchGenerator.class, SyntheticGenerator.class})
public final class Generate {
  private Generate() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  /** The command line, for those who run it within their own process. */
  public static CommandLine commandLine() {
    return new CommandLine(new Generate()).setCaseInsensitiveEnumValuesAllowed(true);
  }
}
