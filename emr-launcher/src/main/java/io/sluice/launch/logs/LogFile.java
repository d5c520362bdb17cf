package io.sluice.launch.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
  public List<LogLine> read(LogQuery query) {
    if (!Files.isRegularFile(file)) {
      return List.of();
    }
    try {
      List<LogLine> lines = new ArrayList<>();
      Instant at = Files.getLastModifiedTime(file).toInstant();
      for (String line : Files.readAllLines(file, LENIENT)) {
        at = LineTimes.of(line).orElse(at);
        String text = new String(line.getBytes(LENIENT), StandardCharsets.UTF_8);
        lines.add(new LogLine(at, file.getFileName().toString(), text));
      }
      return lines.subList(Math.max(0, lines.size() - query.most()), lines.size());
    } catch (IOException e) {
      throw new UncheckedIOException(file.toString(), e);
    }
  }
}
