package io.sluice.cli.command;

import io.sluice.ingest.store.Storages;
import io.sluice.spec.lake.LakeLocation;
import io.sluice.spec.lake.Locations;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command that has all others below it, and the options that all of them take. */
@Command(
    name = "sluice",
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    versionProvider = VersionText.class,
    header = "The gate through which files enter a data lake.",
    description = {
      "Finds out what files are, checks every record, writes partitioned Parquet and accounts for"
          + " every row.",
      ""
    },
    usageHelpAutoWidth = true,
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./sluice demo                         real files become tables, in ./lake",
      "  ./sluice detect landing/              what these files are",
      "  ./sluice ingest flights.yml           files in, a Parquet table out",
      "  ./sluice sql \"SELECT * FROM runs\"     query the lake",
      "",
      "Exit codes: 0 done; 1 failed; 2 wrong usage, spec or SQL;",
      "            3 the data broke the spec's limits and nothing was published."
    })
public final class Sluice implements Runnable {
  @Option(
      names = "--lake",
      paramLabel = "LAKE",
      scope = ScopeType.INHERIT,
      description =
          "The lake: a folder, or s3://bucket/prefix (default: $SLUICE_LAKE, else ./lake).")
  private String lake;

  @Option(
      names = {"-v", "--verbose"},
      scope = ScopeType.INHERIT,
      description = "Show the stack trace of an error.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  private final Surroundings surroundings;

  Sluice(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }

  Surroundings surroundings() {
    return surroundings;
  }

  boolean verbose() {
    return verbose;
  }

  /** What a command that is printed as a next step needs, to mean the same lake; else empty. */
  String lakeOption() {
    return lake == null ? "" : " --lake " + shellWord(lake().root());
  }

  private static String shellWord(String text) {
    return text.matches("[\\w@%+=:,./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
  }

  /** What this process reaches by the lake's settings. */
  Storages storages() {
    return Storages.of(lake());
  }

  /** The lake that the user named, or the one that is meant when none is. */
  LakeLocation lake() {
    String named = namedLake();
    return lake(named.isEmpty() ? "lake" : named);
  }

  /** What the user named, on the command line or in the environment; empty: nothing. */
  String namedLake() {
    return lake == null ? surroundings.environment().getOrDefault("SLUICE_LAKE", "") : lake;
  }

  /** A lake by a name that the command line would take. */
  LakeLocation lake(String named) {
    return new LakeLocation(
        Locations.isLocal(named)
            ? surroundings.workingFolder().resolve(Locations.path(named)).toString()
            : named);
  }
}
