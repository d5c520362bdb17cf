package io.sluice.localaws;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.util.List;
import java.util.Map;

/** A function for tests: does what its event says. */
public final class TinyHandler implements RequestHandler<Map<String, Object>, Map<String, Object>> {
  @Override
  public Map<String, Object> handleRequest(Map<String, Object> event, Context context) {
    System.out.println("handling " + event.keySet());
    if (event.containsKey("Records")) {
      return poisoned(event);
    }
    switch (String.valueOf(event.get("do"))) {
      case "sleep" -> sleep();
      case "exit" -> System.exit(3);
      case "throw" -> throw new IllegalStateException("as asked");
      default -> {
        // It answers.
      }
    }
    return Map.of(
        "said", event.getOrDefault("say", ""),
        "endpoint", System.getenv("AWS_ENDPOINT_URL"),
        "setting", System.getenv().getOrDefault("SETTING", ""),
        "remaining", context.getRemainingTimeInMillis(),
        "process", ProcessHandle.current().pid());
  }

  private static Map<String, Object> poisoned(Map<String, Object> event) {
    List<Map<String, String>> failures =
        ((List<?>) event.get("Records"))
            .stream()
                .map(each -> (Map<?, ?>) each)
                .filter(each -> String.valueOf(each.get("body")).contains("poison"))
                .map(each -> Map.of("itemIdentifier", String.valueOf(each.get("messageId"))))
                .toList();
    return Map.of("batchItemFailures", failures);
  }

  private static void sleep() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
