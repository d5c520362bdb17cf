package io.sluice.benchmarks;

import io.sluice.benchmarks.workload.BenchmarkCase;
import java.util.Arrays;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Cases by the name that they have on the command line. */
final class CaseName implements ITypeConverter<BenchmarkCase> {
  @Override
  public BenchmarkCase convert(String name) {
    return Arrays.stream(BenchmarkCase.values())
        .filter(known -> known.key().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "there is no case '" + name + "'; the cases are " + names()));
  }

  static String names() {
    return Arrays.stream(BenchmarkCase.values())
        .map(BenchmarkCase::key)
        .collect(Collectors.joining(", "));
  }
}
