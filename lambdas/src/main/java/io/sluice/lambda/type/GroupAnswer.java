package io.sluice.lambda.type;

import java.util.List;
import java.util.Map;

/**
 * What the files of a group are.
 *
 * @param index the group's
 * @param answers the object with an answer for each file
 * @param way how these files are processed
 * @param types how many files of each type
 * @param count files that can be taken
 * @param bytes of those files
 * @param refused files that cannot
 * @param notices the first things that people should know, at most three
 */
public record GroupAnswer(
    int index,
    String answers,
    Way way,
    Map<String, Integer> types,
    long count,
    long bytes,
    long refused,
    List<String> notices) {}
