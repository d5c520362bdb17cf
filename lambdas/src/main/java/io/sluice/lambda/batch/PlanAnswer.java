package io.sluice.lambda.batch;

import io.sluice.lambda.type.Way;
import java.util.List;

/**
 * What happens to a batch.
 *
 * @param way how its files are processed
 * @param files the object that names what goes to the job, as a JSON array of URIs
 * @param types the object with an answer for each file that was looked at
 * @param count files that go to the job
 * @param bytes of those files
 * @param refused files that do not, those included that were refused when they arrived
 * @param notices the first things that people should know, at most three
 */
public record PlanAnswer(
    Way way,
    String files,
    String types,
    long count,
    long bytes,
    long refused,
    List<String> notices) {}
