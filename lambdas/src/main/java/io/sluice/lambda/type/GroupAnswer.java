package io.sluice.lambda.type;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
    List<String> notices) {
  private static final int MOST_NOTICES = 3;
  private static final int LONGEST_NAME = 60;
  private static final int LONGEST_NOTICE = 140;

  static GroupAnswer of(int index, String answers, List<FileType> files, Sizes sizes) {
    List<FileType> taken = files.stream().filter(file -> !file.refused()).toList();
    long bytes = taken.stream().mapToLong(FileType::size).sum();
    Map<String, Integer> types = new TreeMap<>();
    files.forEach(file -> types.merge(file.type(), 1, Integer::sum));
    return new GroupAnswer(
        index,
        answers,
        Way.of(taken, sizes),
        types,
        taken.size(),
        bytes,
        files.size() - taken.size(),
        notices(files));
  }

  private static List<String> notices(List<FileType> files) {
    return files.stream()
        .flatMap(
            file ->
                (file.refused() ? List.of("refused: " + file.refusal()) : file.notices())
                    .stream().map(notice -> shown(file.uri()) + ": " + cut(notice)))
        .limit(MOST_NOTICES)
        .toList();
  }

  private static String cut(String notice) {
    return notice.length() <= LONGEST_NOTICE ? notice : notice.substring(0, LONGEST_NOTICE) + "…";
  }

  /** A state machine carries it: the end of a long key says more than its beginning. */
  private static String shown(String uri) {
    String name = uri.substring(uri.lastIndexOf('/') + 1);
    return name.length() <= LONGEST_NAME
        ? name
        : "…" + name.substring(name.length() - LONGEST_NAME);
  }
}
