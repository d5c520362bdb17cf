package io.sluice.spec;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Reads dataset specs from YAML or JSON. */
public final class SpecReader {
  private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:.*");

  private SpecReader() {}

  /**
   * Reads a spec file. A relative {@code source.path} or {@code target.location} is made absolute,
   * starting from the file's folder.
   *
   * @throws SpecException with every problem of the file
   */
  public static DatasetSpec read(Path file) {
    String name = file.toString();
    DatasetSpec spec = read(text(file, name), name);
    Path folder = file.toAbsolutePath().normalize().getParent();
    return resolved(spec, source(folder, spec.source()), path -> resolve(folder, path));
  }

  /**
   * Reads the text of a spec that lies at a URI. A relative {@code source.path} or {@code
   * target.location} starts from the URI's folder.
   *
   * @throws SpecException with every problem of the text
   */
  public static DatasetSpec readAt(String uri, String text) {
    String folder = uri.substring(0, uri.lastIndexOf('/') + 1);
    DatasetSpec spec = read(text, uri);
    UnaryOperator<String> resolve = path -> isAbsolute(path) ? path : folder + path;
    SourceSpec source = spec.source();
    String path = resolve.apply(source.path());
    int literal = path.equals(source.path()) ? 0 : folder.length();
    return resolved(spec, source.at(path, literal), resolve);
  }

  private static DatasetSpec resolved(
      DatasetSpec spec, SourceSpec source, UnaryOperator<String> resolve) {
    TargetSpec target = spec.target();
    return new DatasetSpec(
        spec.dataset(),
        source,
        spec.schema(),
        spec.rejects(),
        spec.onDrift(),
        spec.transforms(),
        spec.quality(),
        spec.audit(),
        target.withLocation(target.location().map(resolve)));
  }

  /**
   * Reads a spec's text; paths in it stay as they are.
   *
   * @param name what messages call the text; a name that ends in {@code .json} makes it JSON
   * @throws SpecException with every problem of the text
   */
  public static DatasetSpec read(String text, String name) {
    return of(compose(text.startsWith("\uFEFF") ? text.substring(1) : text, name), name);
  }

  /**
   * Reads YAML that no file holds, such as {@link SpecWriter} makes it.
   *
   * @param name what messages call the text: it may be named after a table, with any ending
   * @throws SpecException with every problem of the text
   */
  public static DatasetSpec readYaml(String text, String name) {
    return of(compose(text, name, false), name);
  }

  /**
   * Reads the {@code schema} of YAML that no user wrote, such as {@link SpecWriter} makes it. Names
   * are taken as they are, and the rest of the text is left alone.
   *
   * @param name what messages call the text: it may be named after a table, with any ending
   * @throws SpecException with every problem of the columns
   */
  public static List<ColumnSpec> readColumns(String text, String name) {
    List<SpecProblem> problems = new ArrayList<>();
    Optional<List<ColumnSpec>> columns =
        compose(text, name, false) instanceof SpecNode.Mapping root
            ? root.value(DatasetKeys.SCHEMA.name())
                .flatMap(
                    node -> Shapes.list(ColumnKeys.KEPT).read(node, new Place(problems, "schema")))
            : Optional.empty();
    requireNone(problems, name);
    return columns.orElse(List.of());
  }

  private static DatasetSpec of(SpecNode root, String name) {
    List<SpecProblem> problems = new ArrayList<>();
    Optional<DatasetSpec> spec = DatasetKeys.SHAPE.read(root, new Place(problems, ""));
    requireNone(problems, name);
    return spec.orElseThrow();
  }

  private static void requireNone(List<SpecProblem> problems, String name) {
    if (!problems.isEmpty()) {
      problems.sort(
          Comparator.<SpecProblem>comparingInt(p -> p.location().line())
              .thenComparingInt(p -> p.location().column()));
      throw new SpecException(name, problems);
    }
  }

  private static String text(Path file, String name) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException e) {
      throw failure(name, "there is no such file", "check the path");
    } catch (AccessDeniedException e) {
      throw failure(name, "the spec may not be read", "give the current user read permission");
    } catch (CharacterCodingException e) {
      throw failure(name, "the text is not UTF-8", "save the spec as UTF-8");
    } catch (IOException e) {
      String why = Files.isDirectory(file) ? "it is a folder" : String.valueOf(e.getMessage());
      throw failure(name, "the spec cannot be read: " + why, "name a YAML or JSON file");
    }
  }

  private static SpecException failure(String name, String message, String hint) {
    return new SpecException(name, List.of(new SpecProblem(SpecLocation.UNKNOWN, message, hint)));
  }

  static SpecNode compose(String text, String name) {
    return compose(text, name, name.toLowerCase(Locale.ROOT).endsWith(".json"));
  }

  private static SpecNode compose(String text, String name, boolean json) {
    try {
      return json ? JsonComposer.compose(text) : YamlComposer.compose(text);
    } catch (SpecSyntaxException e) {
      if (!json && text.stripLeading().startsWith("{")) {
        try {
          return JsonComposer.compose(text);
        } catch (SpecSyntaxException notJson) {
          e.addSuppressed(notJson);
        }
      }
      SpecProblem problem =
          new SpecProblem(
              new SpecLocation("", e.line, e.column),
              (json ? "this is not JSON: " : "this is not YAML: ") + e.getMessage(),
              "");
      throw new SpecException(name, List.of(problem));
    }
  }

  /** What a relative path leaves of the spec's folder is that folder, and no glob. */
  private static SourceSpec source(Path folder, SourceSpec source) {
    String path = resolve(folder, source.path());
    if (path.equals(source.path())) {
      return source;
    }
    Path base = folder;
    while (base.getParent() != null && !Path.of(path).startsWith(base)) {
      base = base.getParent();
    }
    return source.at(path, base.toString().length());
  }

  private static String resolve(Path folder, String path) {
    return SCHEME.matcher(path).matches() ? path : folder.resolve(path).normalize().toString();
  }

  private static boolean isAbsolute(String path) {
    return path.startsWith("/") || SCHEME.matcher(path).matches();
  }
}
