package io.sluice.lambda.dataset;

import io.sluice.aws.s3.SourceCover;
import io.sluice.ingest.failure.IngestException;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SourceSpec;
import io.sluice.spec.SpecException;
import io.sluice.spec.SpecReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Understands a spec's text. Of a wrong one it still finds out whose files it is about, if that
 * much can be read: then they are not strangers, and the run says what is wrong with the spec.
 */
final class SpecText {
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]{0,254}");

  private SpecText() {}

  static ShelvedSpec understand(String location, byte[] content) {
    String text = new String(content, StandardCharsets.UTF_8);
    try {
      DatasetSpec spec = SpecReader.readAt(location, text);
      SourceCover cover = SourceCover.of(spec.source());
      return new ShelvedSpec(location, spec.dataset(), Optional.of(cover), Optional.of(spec), "");
    } catch (SpecException | IngestException e) {
      return inPart(location, text, e.getMessage());
    }
  }

  private static ShelvedSpec inPart(String location, String text, String problem) {
    Map<?, ?> keys = keys(text);
    String dataset = text(keys.get("dataset")).filter(NAME.asMatchPredicate()).orElse("");
    Optional<SourceCover> cover =
        keys.get("source") instanceof Map<?, ?> source
            ? text(source.get("path")).flatMap(SpecText::cover)
            : Optional.empty();
    return new ShelvedSpec(location, dataset, cover, Optional.empty(), problem);
  }

  private static Map<?, ?> keys(String text) {
    try {
      return new Yaml(new SafeConstructor(new LoaderOptions())).load(text) instanceof Map<?, ?> map
          ? map
          : Map.of();
    } catch (YAMLException e) {
      return Map.of();
    }
  }

  private static Optional<String> text(Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  private static Optional<SourceCover> cover(String path) {
    try {
      return Optional.of(SourceCover.of(SourceSpec.of(path)));
    } catch (IngestException e) {
      return Optional.empty();
    }
  }
}
