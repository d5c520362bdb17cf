package io.sluice.lambda.type;

import io.sluice.aws.s3.Looked;
import io.sluice.aws.s3.Looked.Found;
import io.sluice.formats.read.ReadException;
import io.sluice.formats.source.Parallel;
import io.sluice.lambda.dataset.SpecShelf;
import io.sluice.lambda.host.AllowedTypes;
import io.sluice.lambda.host.Environment;
import io.sluice.lambda.host.FlowLake;
import io.sluice.lambda.host.JsonHandler;
import io.sluice.lambda.host.Log;
import io.sluice.lambda.lists.BatchPlace;
import io.sluice.lambda.lists.FileList;
import io.sluice.spec.DatasetSpec;
import io.sluice.spec.SourceFormat;
import io.sluice.spec.SourceOptions;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/**
 * Finds out what files are, as they are now: by that, and not by what once arrived, the job will
 * read them.
 */
public final class TypeHandler extends JsonHandler<TypeRequest, Object> {
  private static final int ROUNDS = 3;

  private final FlowLake lake;
  private final SpecShelf specs;
  private final AllowedTypes allowed;
  private final Sizes sizes;

  /** For Lambda. */
  public TypeHandler() {
    this(Environment.ofProcess());
  }

  TypeHandler(Environment environment) {
    super(TypeRequest.class);
    this.lake = new FlowLake(environment);
    this.specs = new SpecShelf(lake);
    this.allowed = AllowedTypes.of(environment);
    this.sizes = Sizes.of(environment);
  }

  @Override
  protected Log about(TypeRequest given, Log log) {
    return log.with("dataset", given.dataset())
        .with("batch", given.batch())
        .with("run_id", given.runId())
        .with("execution", given.execution())
        .with("file", given.list() == null ? "s3://" + given.bucket() + "/" + given.key() : "");
  }

  @Override
  protected Object answer(TypeRequest given, Log log) throws IOException {
    Detector detector = detector(given.dataset());
    if (given.list() == null || given.list().isEmpty()) {
      return detect("s3://" + given.bucket() + "/" + given.key(), detector);
    }
    FileList group = BatchPlace.read(lake, given.list(), FileList.class);
    List<FileType> types = Parallel.map(group.files(), file -> detect(file.uri(), detector));
    String answers =
        new BatchPlace(lake, given.dataset(), given.batch())
            .put(String.format(Locale.ROOT, "types-%04d", given.index()), new TypeList(types));
    GroupAnswer answer = GroupAnswer.of(given.index(), answers, types, sizes);
    about(given, log).info(answer.count() + " files can be taken, " + answer.refused() + " not");
    return answer;
  }

  private Detector detector(String dataset) throws IOException {
    DatasetSpec spec =
        dataset == null ? null : specs.find(dataset).flatMap(s -> s.spec()).orElse(null);
    return spec == null
        ? new Detector(SourceOptions.defaults(), SourceFormat.AUTO, false, allowed)
        : new Detector(
            spec.source().options(), spec.source().format(), spec.hidesValues(), allowed);
  }

  /** An object that is replaced while it is looked at is looked at again. */
  private FileType detect(String uri, Detector detector) throws IOException {
    for (int round = 1; ; round++) {
      Looked looked = lake.storages().look(uri);
      if (!(looked instanceof Found found)) {
        return FileType.refused(uri, 0, "it is gone since it arrived");
      }
      if (!found.unreadable().isEmpty()) {
        return FileType.refused(uri, found.size(), found.unreadable());
      }
      try {
        return detector.detect(lake.storages().sampled(uri, found.size(), found.identity()));
      } catch (ReadException e) {
        if (round == ROUNDS) {
          return FileType.refused(uri, found.size(), e.getMessage());
        }
      }
    }
  }
}
