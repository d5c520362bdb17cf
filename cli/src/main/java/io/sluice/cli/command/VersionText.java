package io.sluice.cli.command;

import io.sluice.launch.BuildInfo;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class VersionText implements IVersionProvider {
  @Override
  public String[] getVersion() {
    BuildInfo build = BuildInfo.current();
    return new String[] {
      "sluice " + build.version(),
      "Spark " + build.sparkVersion() + ", Java " + System.getProperty("java.version")
    };
  }
}
