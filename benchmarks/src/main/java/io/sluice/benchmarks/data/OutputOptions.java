package io.sluice.benchmarks.data;

import com.github.luben.zstd.ZstdOutputStream;
import io.sluice.benchmarks.data.Input.Format;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import picocli.CommandLine.Option;

/** Where generated files go and how they are encoded. */
final class OutputOptions {
  /** How the file is compressed. */
  enum Compression {
    NONE,
    GZIP,
    ZSTD
  }

  @Option(
      names = "--out",
      required = true,
      paramLabel = "DIR",
      description = "Folder that the files and their spec go to; created if missing.")
  Path out = Path.of(".");

  @Option(
      names = "--format",
      defaultValue = "csv",
      description = "csv, jsonl or fixed_width (default: ${DEFAULT-VALUE}).")
  Format format = Format.CSV;

  @Option(
      names = "--compression",
      defaultValue = "none",
      description = "none, gzip or zstd (default: ${DEFAULT-VALUE}).")
  Compression compression = Compression.NONE;

  @Option(
      names = "--encoding",
      defaultValue = "UTF-8",
      description =
          "A charset, for example UTF-16LE; Unicode ones get a byte order mark unless"
              + " UTF-8 (default: ${DEFAULT-VALUE}).")
  Charset encoding = StandardCharsets.UTF_8;

  /** For example {@code lineitem.csv.gz}. */
  String fileName(String base) {
    String name = base + "." + format.extension();
    return switch (compression) {
      case NONE -> name;
      case GZIP -> name + ".gz";
      case ZSTD -> name + ".zst";
    };
  }

  /** Opens a file of the folder for writing in this encoding, byte order mark included. */
  ByteSink open(Path file) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    OutputStream stream = Files.newOutputStream(file);
    try {
      OutputStream packed =
          switch (compression) {
            case NONE -> stream;
            case GZIP -> new GZIPOutputStream(stream, 1 << 16);
            case ZSTD -> new ZstdOutputStream(stream);
          };
      // "UTF-16" itself writes a mark at the start of every buffer; its little-endian form none.
      Charset charset =
          encoding.equals(StandardCharsets.UTF_16) ? StandardCharsets.UTF_16LE : encoding;
      if (!charset.equals(StandardCharsets.UTF_8) && charset.name().startsWith("UTF-")) {
        packed.write("\ufeff".getBytes(charset));
      }
      return new ByteSink(packed, charset);
    } catch (IOException | RuntimeException e) {
      stream.close();
      throw e;
    }
  }
}
