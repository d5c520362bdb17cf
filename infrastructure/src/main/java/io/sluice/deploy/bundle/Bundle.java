package io.sluice.deploy.bundle;

import io.sluice.deploy.Artifacts;
import io.sluice.deploy.DeployException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A folder with the job's jar, the functions' archive, a bill of materials of each (CycloneDX), the
 * list of all libraries in them, and the SHA-256 of every file in the form that {@code sha256sum
 * --check} reads. The same build gives the same files.
 *
 * @param folder where it lies
 * @param hashes SHA-256 by the file's name, in the order of names, without that of the list itself
 */
public record Bundle(Path folder, SortedMap<String, String> hashes) {
  /** The hashes of all other files. */
  public static final String CHECKSUMS = "SHA256SUMS";

  /** The libraries in both archives, a line each. */
  public static final String DEPENDENCIES = "dependencies.txt";

  private static final String BILL = ".cdx.json";

  /**
   * Makes one. Files of an earlier one in the folder are replaced; others are left alone.
   *
   * @param folder made if it is not there
   * @throws DeployException if something is not built, or the folder cannot be written
   */
  public static Bundle write(Contents contents, Path folder) {
    try {
      Files.createDirectories(folder);
      Map<String, Path> files = new LinkedHashMap<>();
      files.put(name(contents.jar()), contents.jar());
      files.put(billOf(contents.jar()), contents.jarBill());
      files.put(name(contents.functions()), contents.functions());
      files.put(billOf(contents.functions()), contents.functionsBill());
      SortedMap<String, String> hashes = new TreeMap<>();
      for (Map.Entry<String, Path> file : files.entrySet()) {
        Path copy = folder.resolve(file.getKey());
        Files.copy(file.getValue(), copy, StandardCopyOption.REPLACE_EXISTING);
        hashes.put(file.getKey(), Artifacts.hash(copy));
      }
      Path list = Files.write(folder.resolve(DEPENDENCIES), dependencies(contents));
      hashes.put(DEPENDENCIES, Artifacts.hash(list));
      List<String> sums = new ArrayList<>();
      hashes.forEach((name, hash) -> sums.add(hash + "  " + name));
      Files.write(folder.resolve(CHECKSUMS), sums);
      return new Bundle(folder, hashes);
    } catch (IOException e) {
      throw new DeployException("the bundle cannot be written to " + folder + ": " + e, e);
    }
  }

  /**
   * Uploads all of its files that are not there yet, each under a name with its content's hash.
   *
   * @param prefix the keys' beginning; empty: none
   * @return the keys, by the files' names
   */
  public SortedMap<String, String> upload(Artifacts to, String prefix) {
    SortedMap<String, String> keys = new TreeMap<>();
    for (String name : hashes.keySet()) {
      keys.put(name, to.put(prefix, folder.resolve(name)));
    }
    return keys;
  }

  /** {@code group:name:version licence archives}. */
  private static List<String> dependencies(Contents contents) {
    SortedMap<Component, List<String>> where = new TreeMap<>();
    for (Component each : Component.of(contents.jarBill())) {
      where.computeIfAbsent(each, key -> new ArrayList<>()).add("job");
    }
    for (Component each : Component.of(contents.functionsBill())) {
      where.computeIfAbsent(each, key -> new ArrayList<>()).add("functions");
    }
    List<String> lines = new ArrayList<>();
    lines.add("# group:name:version  licence  in which archive");
    where.forEach(
        (each, archives) ->
            lines.add(
                each.coordinates() + "  " + each.license() + "  " + String.join(",", archives)));
    return lines;
  }

  private static String name(Path file) {
    return file.getFileName().toString();
  }

  private static String billOf(Path archive) {
    String name = name(archive);
    return name.substring(0, name.lastIndexOf('.')) + BILL;
  }
}
