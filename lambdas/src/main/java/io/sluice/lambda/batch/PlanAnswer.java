package io.sluice.lambda.batch;

import io.sluice.lambda.type.Way;
import java.util.List;

/**
 * What happens to a batch.
 *
 * @param way how these files are processed
 * @param files the object that names what goes to the job
 * @param count files that go to the job
 * @param bytes of those files
 * @param refused files that do not
 * @param notices the first things that people should know, at most three
 */
public record PlanAnswer(
    Way way, String files, long count, long bytes, long refused, List<String> notices) {}
