package io.sluice.benchmarks;

import io.sluice.benchmarks.engine.EngineKind;
import io.sluice.benchmarks.workload.BenchmarkCase;
import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Things by the names that they have on the command line. */
abstract class Names<T> implements ITypeConverter<T> {
  private final String kind;
  private final T[] known;
  private final Function<T, String> key;

  private Names(String kind, T[] known, Function<T, String> key) {
    this.kind = kind;
    this.known = known;
    this.key = key;
  }

  @Override
  public final T convert(String name) {
    return Arrays.stream(known)
        .filter(one -> key.apply(one).equals(name.replace('_', '-')))
        .findFirst()
        .orElseThrow(
            () ->
                new TypeConversionException(
                    Arrays.stream(known)
                        .map(key)
                        .collect(
                            Collectors.joining(
                                ", ", "there is no " + kind + " '" + name + "'; there are ", ""))));
  }

  static final class Cases extends Names<BenchmarkCase> {
    Cases() {
      super("case", BenchmarkCase.values(), BenchmarkCase::key);
    }
  }

  static final class Engines extends Names<EngineKind> {
    Engines() {
      super("engine", EngineKind.values(), EngineKind::key);
    }
  }
}
