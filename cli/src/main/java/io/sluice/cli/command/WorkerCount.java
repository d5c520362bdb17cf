package io.sluice.cli.command;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * How many workers a launch may have at most.
 *
 * @param number 0: as many as its files want
 */
record WorkerCount(int number) {
  private static final String AUTO = "auto";

  /** Whether the files decide. */
  boolean isAuto() {
    return number == 0;
  }

  /** The number that was given, or another where the files decide. */
  int or(int other) {
    return isAuto() ? other : number;
  }

  /** Reads a positive number, or {@code auto}. */
  static final class Converter implements ITypeConverter<WorkerCount> {
    @Override
    public WorkerCount convert(String text) {
      if (text.equals(AUTO)) {
        return new WorkerCount(0);
      }
      if (!text.matches("[1-9][0-9]{0,5}")) {
        throw new TypeConversionException(
            "'" + text + "' is neither a number of workers nor '" + AUTO + "'");
      }
      return new WorkerCount(Integer.parseInt(text));
    }
  }
}
