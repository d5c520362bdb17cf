package io.sluice.lambda.small;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands for the function of that name, where a test is about what becomes of its end: ends as the
 * spec's name says, {@code exit-CODE.yml}, {@code sleep.yml} until it is asked to stop, {@code
 * mute.yml} without a word. Says in the bucket when it begins, by which process, and when it ends.
 */
public final class SmallHandler implements RequestStreamHandler {
  private static final long LONGEST_SLEEP_MILLIS = 600_000;

  /** For Lambda. */
  public SmallHandler() {}

  @Override
  public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
    String request = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    String about = field(request, "run_id") + "/" + context.getAwsRequestId();
    put("s3://launching/invoked/" + about, String.valueOf(ProcessHandle.current().pid()));
    String spec = field(request, "spec");
    if (spec.endsWith("/sleep.yml")) {
      sleepUntil(field(request, "stop"));
      put(field(request, "outcome"), "1 it was asked to stop");
    } else if (!spec.endsWith("/mute.yml")) {
      int code = spec.charAt(spec.length() - ".yml".length() - 1) - '0';
      put(field(request, "outcome"), code + " " + said(code));
    }
    put("s3://launching/over/" + about, "");
  }

  private static String said(int code) {
    return switch (code) {
      case 0 -> "";
      case 3 -> "3 of 4 records were rejected";
      default -> "it failed";
    };
  }

  private static String field(String json, String name) {
    Matcher found = Pattern.compile("\"" + name + "\":\"([^\"]*)\"").matcher(json);
    if (!found.find()) {
      throw new IllegalArgumentException("no " + name + " in " + json);
    }
    return found.group(1);
  }

  private static void sleepUntil(String mark) throws IOException {
    long until = System.nanoTime() + LONGEST_SLEEP_MILLIS * 1_000_000;
    while (to(mark, "HEAD").getResponseCode() != 200 && System.nanoTime() < until) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private static void put(String uri, String text) throws IOException {
    HttpURLConnection request = to(uri, "PUT");
    request.setDoOutput(true);
    try (OutputStream body = request.getOutputStream()) {
      body.write(text.getBytes(StandardCharsets.UTF_8));
    }
    if (request.getResponseCode() != 200) {
      throw new IOException(uri + " cannot be written: " + request.getResponseCode());
    }
  }

  /** The emulator looks at no signature, and needs one to know that S3 is meant. */
  private static HttpURLConnection to(String uri, String method) throws IOException {
    URI at = URI.create(System.getenv("AWS_ENDPOINT_URL") + uri.substring("s3:/".length()));
    HttpURLConnection request = (HttpURLConnection) at.toURL().openConnection();
    request.setRequestMethod(method);
    request.setRequestProperty(
        "Authorization",
        "AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request,"
            + " SignedHeaders=host, Signature=00");
    return request;
  }
}
