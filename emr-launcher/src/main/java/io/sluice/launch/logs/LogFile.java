package io.sluice.launch.logs;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;

/** A log on this machine's disk, as ways that run here write it. */
public final class LogFile implements LogSource {
  /** Logs may have bytes that are no UTF-8; ISO 8859-1 has a character for each. */
  private static final Charset LENIENT = StandardCharsets.ISO_8859_1;

  private final Path file;

  /** That file; it need not be there. */
  public LogFile(Path file) {
    this.file = file;
  }

  @Override
  public String name() {
    return file.toString();
  }

  @Override
  public LogReading read(LogQuery query) {
    LogReading lines = new LogReading(query.most());
    if (!Files.isRegularFile(file)) {
      return lines;
    }
    try (BufferedReader reader = Files.newBufferedReader(file, LENIENT)) {
      Instant at = Files.getLastModifiedTime(file).toInstant();
      for (String line = reader.readLine(); line != null; line = reader.readLine()) {
        at = LineTimes.of(line).orElse(at);
        String text = new String(line.getBytes(LENIENT), StandardCharsets.UTF_8);
        lines.add(new LogLine(at, file.getFileName().toString(), text));
      }
      return lines;
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
