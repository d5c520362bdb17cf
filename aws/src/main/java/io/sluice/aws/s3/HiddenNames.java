package io.sluice.aws.s3;

/** Keys of objects that are not, or not yet, data. */
public final class HiddenNames {
  private HiddenNames() {}

  /**
   * Whether an object is passed over: a mark of a folder, or hidden, or in a hidden folder.
   *
   * @param below its key from the place that is looked at on
   */
  public static boolean passedOver(String below) {
    String name = below.substring(below.lastIndexOf('/') + 1);
    return name.isEmpty() || isHidden(name) || isInHiddenFolder(below);
  }

  static boolean isInHiddenFolder(String below) {
    int from = 0;
    for (int slash = below.indexOf('/'); slash >= 0; slash = below.indexOf('/', from)) {
      if (isHidden(below.substring(from, slash))) {
        return true;
      }
      from = slash + 1;
    }
    return false;
  }

  static boolean isHidden(String name) {
    return name.startsWith(".") || name.startsWith("_");
  }
}
