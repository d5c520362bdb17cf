package io.sluice.lambda.batch;

import io.sluice.aws.arrival.Arrival;
import io.sluice.aws.arrival.Batch;
import io.sluice.aws.arrival.ExecutionNames;
import io.sluice.aws.arrival.Inbox;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;
import io.sluice.lambda.lists.BatchPlace;
import io.sluice.lambda.type.FileType;
import io.sluice.lambda.type.Sizes;
import io.sluice.lambda.type.TypeList;
import io.sluice.lambda.type.Way;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Joins what was found out about a batch's files, writes down which of them are refused, and
 * decides how the others are processed.
 */
public final class PlanHandler extends JsonHandler<PlanRequest, PlanAnswer> {
  private static final int MOST_NOTICES = 3;

  private final FlowLake lake;
  private final Sizes sizes;

  /** For Lambda. */
  public PlanHandler() {
    this(Environment.ofProcess());
  }

  PlanHandler(Environment environment) {
    super(PlanRequest.class);
    this.lake = new FlowLake(environment);
    this.sizes = Sizes.of(environment);
  }

  @Override
  protected Log about(PlanRequest given, Log log) {
    return log.with("dataset", given.dataset())
        .with("batch", given.batch())
        .with("run_id", ExecutionNames.run(given.dataset(), given.batch()))
        .with("execution", given.execution());
  }

  @Override
  protected PlanAnswer answer(PlanRequest given, Log invocation) throws IOException {
    Log log = about(given, invocation);
    List<FileType> types = new ArrayList<>();
    for (PlanRequest.GroupTypes group : given.groups()) {
      types.addAll(BatchPlace.read(lake, group.answers(), TypeList.class).files());
    }
    List<Arrival> refused = refuse(given, types, log);
    List<FileType> taken = types.stream().filter(type -> type.refusal().isEmpty()).toList();
    long bytes = taken.stream().mapToLong(FileType::size).sum();
    BatchPlace place = new BatchPlace(lake, given.dataset(), given.batch());
    PlanAnswer answer =
        new PlanAnswer(
            Way.of(taken, sizes),
            place.put("job", taken.stream().map(FileType::uri).toList()),
            place.put("types", new TypeList(types)),
            taken.size(),
            bytes,
            refused.size(),
            notices(taken, refused));
    log.info(answer.count() + " files go to the job, " + answer.refused() + " are refused");
    return answer;
  }

  /** All of the batch that are refused, when they arrived or by now. */
  private List<Arrival> refuse(PlanRequest given, List<FileType> types, Log log) {
    Map<String, String> reasons =
        types.stream()
            .filter(type -> !type.refusal().isEmpty())
            .collect(Collectors.toMap(FileType::uri, FileType::refusal, (a, b) -> a));
    Inbox inbox = lake.inbox();
    Batch batch = inbox.batch(given.dataset(), Batch.number(given.batch())).orElseThrow();
    List<Arrival> arrivals = inbox.arrivals(batch);
    List<Arrival> now =
        arrivals.stream()
            .filter(arrival -> !arrival.refused() && reasons.containsKey(arrival.uri()))
            .map(arrival -> arrival.refusedFor(reasons.get(arrival.uri())))
            .toList();
    inbox.refuse(batch.number(), now);
    for (Arrival arrival : now) {
      log.with("file", arrival.uri()).warn("it is refused: " + arrival.refusal());
    }
    List<Arrival> all = new ArrayList<>(arrivals.stream().filter(Arrival::refused).toList());
    all.addAll(now);
    all.sort(Comparator.comparing(Arrival::uri));
    return all;
  }

  private static List<String> notices(List<FileType> taken, List<Arrival> refused) {
    List<String> notices = new ArrayList<>();
    refused.forEach(arrival -> notices.add(arrival.uri() + ": " + arrival.refusal()));
    taken.forEach(file -> file.notices().forEach(n -> notices.add(file.uri() + ": " + n)));
    return notices.stream().limit(MOST_NOTICES).toList();
  }
}
