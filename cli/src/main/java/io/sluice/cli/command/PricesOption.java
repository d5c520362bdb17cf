package io.sluice.cli.command;

import io.sluice.launch.cost.PriceList;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** By which prices something is reckoned. */
final class PricesOption {
  @Option(
      names = "--prices",
      paramLabel = "FILE",
      description = "Your own prices, in place of the built-in ones that they name.")
  private Path file;

  /**
   * Those that travel along, with the user's over them.
   *
   * @throws io.sluice.launch.LaunchException if the file cannot be read or is none of prices
   */
  PriceList list(Sluice root) {
    PriceList own = PriceList.builtIn();
    return file == null ? own : own.with(root.surroundings().file(file));
  }
}
