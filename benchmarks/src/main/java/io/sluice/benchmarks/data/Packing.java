package io.sluice.benchmarks.data;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;

/**
 * What becomes of a text file that DuckDB wrote.
 *
 * @param fileBytes at which one of several files is full
 */
record Packing(Kind kind, long fileBytes) {
  /** Ways of packing. */
  enum Kind {
    /** The file stays as it is. */
    NONE,
    /** One gzip member. */
    GZIP,
    /** Little-endian, with a byte order mark. */
    UTF_16,
    /** Many files of whole lines, each with the header. */
    FILES
  }

  /** Packs the file and removes it; returns the file or folder that it became. */
  Path pack(Path file) throws IOException {
    Path packed =
        switch (kind) {
          case NONE -> file;
          case GZIP -> gzip(file);
          case UTF_16 -> utf16(file);
          case FILES -> files(file);
        };
    if (!packed.equals(file)) {
      Files.delete(file);
    }
    return packed;
  }

  private static Path gzip(Path file) throws IOException {
    Path packed = file.resolveSibling(file.getFileName() + ".gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(packed), 1 << 16)) {
      Files.copy(file, out);
    }
    return packed;
  }

  private static Path utf16(Path file) throws IOException {
    Path packed = file.resolveSibling("utf16-" + file.getFileName());
    try (BufferedReader in = Files.newBufferedReader(file);
        BufferedWriter out = Files.newBufferedWriter(packed, StandardCharsets.UTF_16LE)) {
      out.write('\ufeff');
      in.transferTo(out);
    }
    return packed;
  }

  private Path files(Path file) throws IOException {
    Path folder = Files.createDirectory(file.resolveSibling("files"));
    try (BufferedReader in = Files.newBufferedReader(file)) {
      String header = in.readLine() + "\n";
      StringBuilder text = new StringBuilder(header);
      int number = 0;
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        text.append(line).append('\n');
        if (text.length() >= fileBytes) {
          write(folder, number++, text);
          text.setLength(header.length());
        }
      }
      if (text.length() > header.length()) {
        write(folder, number, text);
      }
    }
    return folder;
  }

  private static void write(Path folder, int number, CharSequence text) throws IOException {
    Files.writeString(folder.resolve(String.format(Locale.ROOT, "part-%06d.csv", number)), text);
  }
}
