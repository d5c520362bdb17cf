package io.sluice.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A function of the stack that does what a test wrote down: {@code answer JSON}, {@code throw} or
 * {@code sleep}.
 */
public abstract class Scripted implements RequestStreamHandler {
  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String line = Script.next(folder(), getClass().getSimpleName());
    if (line.equals("throw")) {
      throw new IllegalStateException("as the test wants");
    }
    if (line.equals("sleep")) {
      Script.sleep();
    }
    out.write(line.substring(line.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8));
  }

  private static Path folder() throws IOException {
    try (InputStream in = Scripted.class.getResourceAsStream("/scripts.txt")) {
      return Path.of(new String(in.readAllBytes(), StandardCharsets.UTF_8).strip());
    }
  }
}
