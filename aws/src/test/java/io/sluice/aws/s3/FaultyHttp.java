package io.sluice.aws.s3;

import io.sluice.aws.AwsClients;
import io.sluice.aws.AwsSettings;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpFullResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * The way to S3, with faults on it. Below the SDK's retries, so that each attempt can fail in its
 * own way, before the server does its work or after.
 */
final class FaultyHttp implements SdkHttpClient {
  /** What is asked for. */
  enum Operation {
    CREATE,
    PART,
    COMPLETE,
    ABORT,
    UPLOADS,
    PUT,
    GET,
    HEAD,
    DELETE,
    LIST,
    OTHER
  }

  /** What happens to an attempt. */
  interface Fault {
    HttpExecuteResponse on(Attempt attempt) throws IOException;
  }

  /** One attempt, which the fault carries out or does not. */
  interface Attempt {
    HttpExecuteResponse send() throws IOException;
  }

  /** That an answer takes long on a slow machine is no fault: faults are what tests make. */
  private final SdkHttpClient http =
      Apache5HttpClient.builder().maxConnections(64).socketTimeout(Duration.ofMinutes(5)).build();

  private final Map<Operation, Integer> attempts = new EnumMap<>(Operation.class);
  private final Set<String> regions = new HashSet<>();
  private final Map<Operation, List<SdkHttpRequest>> sent = new EnumMap<>(Operation.class);
  private Operation wanted;
  private Fault fault;
  private int skipped;
  private int times;
  private Consumer<Operation> watcher = operation -> {};

  /** A client whose requests go this way. */
  S3Client client() {
    return client(TestS3.settings());
  }

  S3Client client(AwsSettings settings) {
    return AwsClients.s3Builder(settings).httpClientBuilder(null).httpClient(this).build();
  }

  /** The next attempts at an operation meet a fault. */
  synchronized FaultyHttp next(int count, Operation operation, Fault what) {
    return after(0, count, operation, what);
  }

  /** Attempts at an operation meet a fault, once some have not. */
  synchronized FaultyHttp after(int good, int count, Operation operation, Fault what) {
    wanted = operation;
    fault = what;
    skipped = good;
    times = count;
    return this;
  }

  /** Has every attempt shown. */
  synchronized FaultyHttp watchedBy(Consumer<Operation> who) {
    watcher = who;
    return this;
  }

  /** How often it was tried. */
  synchronized int attempts(Operation operation) {
    return attempts.getOrDefault(operation, 0);
  }

  /** Those that requests were signed for. */
  synchronized Set<String> regions() {
    return Set.copyOf(regions);
  }

  /** All attempts, by what was asked for. */
  synchronized Map<Operation, List<SdkHttpRequest>> sent() {
    return new EnumMap<>(sent);
  }

  private synchronized void note(Operation operation, SdkHttpRequest request) {
    sent.computeIfAbsent(operation, any -> new ArrayList<>()).add(request);
    // AWS4-HMAC-SHA256 Credential=key/day/region/s3/aws4_request, ...
    request.firstMatchingHeader("Authorization").ifPresent(by -> regions.add(by.split("/", -1)[2]));
  }

  /** How many of the faults nobody has met. */
  synchronized int left() {
    return times;
  }

  private synchronized Fault take(Operation operation) {
    attempts.merge(operation, 1, Integer::sum);
    if (operation != wanted || times == 0) {
      return Attempt::send;
    }
    if (skipped > 0) {
      skipped--;
      return Attempt::send;
    }
    times--;
    return fault;
  }

  @Override
  public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
    ExecutableHttpRequest real = http.prepareRequest(request);
    return new ExecutableHttpRequest() {
      @Override
      public HttpExecuteResponse call() throws IOException {
        Operation operation = operation(request.httpRequest());
        note(operation, request.httpRequest());
        watcher.accept(operation);
        return take(operation).on(real::call);
      }

      @Override
      public void abort() {
        real.abort();
      }
    };
  }

  private static Operation operation(SdkHttpRequest request) {
    Map<String, ?> query = request.rawQueryParameters();
    SdkHttpMethod method = request.method();
    if (query.containsKey("uploads")) {
      return method == SdkHttpMethod.POST ? Operation.CREATE : Operation.UPLOADS;
    }
    if (query.containsKey("uploadId")) {
      return switch (method) {
        case PUT -> Operation.PART;
        case POST -> Operation.COMPLETE;
        case DELETE -> Operation.ABORT;
        default -> Operation.OTHER;
      };
    }
    if (query.containsKey("delete")) {
      return Operation.DELETE;
    }
    if (query.containsKey("list-type")) {
      return Operation.LIST;
    }
    return switch (method) {
      case PUT -> Operation.PUT;
      case GET -> Operation.GET;
      case HEAD -> Operation.HEAD;
      default -> Operation.OTHER;
    };
  }

  @Override
  public void close() {
    http.close();
  }

  /** The server answers so, and has done nothing. */
  static Fault answer(int status, String code) {
    return attempt -> response(status, code, Map.of());
  }

  /** The same in words of the caller's. */
  static Fault saying(int status, String code, String message) {
    return attempt -> response(status, code, message, Map.of());
  }

  /** The same with a header. */
  static Fault answer(int status, String code, String header, String value) {
    return attempt -> response(status, code, Map.of(header, value));
  }

  /** The server answers that all went well, with this, and has done nothing. */
  static Fault body(String xml) {
    return attempt -> answered(200, xml, Map.of());
  }

  /** The server does its work, and answers so. */
  static Fault done(int status, String code) {
    return attempt -> {
      close(attempt.send());
      return response(status, code, Map.of());
    };
  }

  /** Nothing arrives. */
  static Fault reset() {
    return attempt -> {
      throw new SocketException("Connection reset");
    };
  }

  /** Nothing is answered, since nothing arrived. */
  static Fault timeOut() {
    return attempt -> {
      throw new SocketTimeoutException("Read timed out");
    };
  }

  /** The server does its work, and the answer is lost. */
  static Fault lost() {
    return attempt -> {
      close(attempt.send());
      throw new SocketException("Connection reset");
    };
  }

  /** The answer's body breaks off. */
  static Fault brokenBody(long after) {
    return attempt -> {
      HttpExecuteResponse response = attempt.send();
      AbortableInputStream body = response.responseBody().orElseThrow();
      return HttpExecuteResponse.builder()
          .response(response.httpResponse())
          .responseBody(AbortableInputStream.create(new Breaking(body, after), body))
          .build();
    };
  }

  /** The answer's body ends early, and nothing says so. */
  static Fault shortBody(int length) {
    return attempt -> {
      HttpExecuteResponse response = attempt.send();
      AbortableInputStream body = response.responseBody().orElseThrow();
      byte[] part = body.readNBytes(length);
      body.abort();
      return HttpExecuteResponse.builder()
          .response(response.httpResponse())
          .responseBody(AbortableInputStream.create(new ByteArrayInputStream(part)))
          .build();
    };
  }

  /** The answer's body comes a byte at a time. */
  static Fault slowBody() {
    return attempt -> {
      HttpExecuteResponse response = attempt.send();
      AbortableInputStream body = response.responseBody().orElseThrow();
      return HttpExecuteResponse.builder()
          .response(response.httpResponse())
          .responseBody(AbortableInputStream.create(new Slow(body), body))
          .build();
    };
  }

  private static void close(HttpExecuteResponse response) throws IOException {
    if (response.responseBody().isPresent()) {
      response.responseBody().get().readAllBytes();
      response.responseBody().get().close();
    }
  }

  private static HttpExecuteResponse response(
      int status, String code, Map<String, String> headers) {
    return response(status, code, "told by the test", headers);
  }

  private static HttpExecuteResponse response(
      int status, String code, String message, Map<String, String> headers) {
    String xml =
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<Error><Code>"
            + code
            + "</Code><Message>"
            + message
            + "</Message><RequestId>R1</RequestId></Error>";
    return answered(status, xml, headers);
  }

  private static HttpExecuteResponse answered(int status, String xml, Map<String, String> headers) {
    byte[] body = xml.getBytes(StandardCharsets.UTF_8);
    SdkHttpFullResponse.Builder answer =
        SdkHttpFullResponse.builder()
            .statusCode(status)
            .putHeader("Content-Type", "application/xml")
            .putHeader("Content-Length", Integer.toString(body.length));
    headers.forEach(answer::putHeader);
    return HttpExecuteResponse.builder()
        .response(answer.build())
        .responseBody(AbortableInputStream.create(new ByteArrayInputStream(body)))
        .build();
  }

  private static final class Breaking extends FilterInputStream {
    private long left;

    Breaking(InputStream in, long left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0) {
        throw new SocketException("Connection reset");
      }
      int n = in.read(target, offset, (int) Math.min(length, left));
      left -= Math.max(0, n);
      return n;
    }
  }

  private static final class Slow extends FilterInputStream {
    Slow(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        Thread.sleep(1);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
      return in.read(target, offset, Math.min(length, 1));
    }
  }
}
