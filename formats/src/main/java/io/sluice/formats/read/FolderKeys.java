package io.sluice.formats.read;

import io.sluice.spec.lake.FolderNames;
import java.io.ByteArrayOutputStream;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the names of the folders between a source's path and a file say of all its records, as Hive
 * and Spark write them: {@code year=2024/month=05}. Small and serializable.
 *
 * @param keys from the outermost folder to the innermost, each name once
 */
public record FolderKeys(List<FolderKey> keys) implements Serializable {
  /** No folder says anything. */
  public static final FolderKeys NONE = new FolderKeys(List.of());

  /**
   * A key and its value, with Hive's escapes ({@code %2F}) undone.
   *
   * @param value null: the folder stands for null
   */
  public record FolderKey(String name, String value) implements Serializable {}

  public FolderKeys {
    keys = List.copyOf(keys);
  }

  /**
   * The keys of a file. Of a key that two folders have the inner one counts, as it is the more
   * particular.
   *
   * @param file its URI or absolute path
   * @param root the folder below which names of folders count, likewise; a file elsewhere has none
   */
  public static FolderKeys of(String file, String root) {
    String path = withoutScheme(file);
    String above = withoutScheme(root);
    String prefix = above.isEmpty() || above.endsWith("/") ? above : above + "/";
    int last = path.lastIndexOf('/');
    if (!path.startsWith(prefix) || last < prefix.length()) {
      return NONE;
    }
    List<FolderKey> keys = new ArrayList<>();
    for (String folder : path.substring(prefix.length(), last).split("/", -1)) {
      int equals = folder.indexOf('=');
      if (equals > 0) {
        String name = unescaped(folder.substring(0, equals));
        String value = unescaped(folder.substring(equals + 1));
        keys.removeIf(key -> lower(key.name()).equals(lower(name)));
        keys.add(
            new FolderKey(name, value.equals(FolderNames.NULL) || value.isEmpty() ? null : value));
      }
    }
    return keys.isEmpty() ? NONE : new FolderKeys(keys);
  }

  /** {@code s3} and {@code s3a} are one place, {@code file:} and a path are. */
  private static String withoutScheme(String uri) {
    return uri.replaceFirst("^[A-Za-z][A-Za-z0-9+.-]+:", "").replaceFirst("^/+", "");
  }

  private static String unescaped(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    for (int i = 0; i < bytes.length; i++) {
      int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
      int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
      if (bytes[i] == '%' && high >= 0 && low >= 0) {
        plain.write(16 * high + low);
        i += 2;
      } else {
        plain.write(bytes[i]);
      }
    }
    return plain.toString(StandardCharsets.UTF_8);
  }

  /** The names of the keys, in their order. */
  public List<String> names() {
    return keys.stream().map(FolderKey::name).toList();
  }

  /** The key of the first of some names that there is one of, whatever its case. */
  public Optional<FolderKey> find(List<String> names) {
    for (String name : names) {
      String wanted = lower(SourceNames.literal(name));
      for (FolderKey key : keys) {
        if (lower(key.name()).equals(wanted)) {
          return Optional.of(key);
        }
      }
    }
    return Optional.empty();
  }

  private static String lower(String name) {
    return name.strip().toLowerCase(Locale.ROOT);
  }
}
