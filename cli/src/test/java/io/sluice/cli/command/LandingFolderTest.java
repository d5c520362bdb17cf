package io.sluice.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.cli.command.CliRunner.Result;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever lies in a landing folder, the good files are ingested and the others are named. */
@Timeout(900)
class LandingFolderTest {
  @TempDir Path folder;
  private CliRunner runner;
  private Path in;

  @BeforeEach
  void makeFolder() throws IOException {
    runner = new CliRunner(folder);
    in = Files.createDirectory(folder.resolve("in"));
    Files.writeString(in.resolve("1-good.csv"), "id\n1\n");
    Files.writeString(in.resolve("9-good.csv"), "id\n9\n");
    spec("");
  }

  private void spec(String more) throws IOException {
    Files.writeString(
        folder.resolve("a.yml"), "dataset: a\nsource: {path: in" + more + "}\ntarget: {}\n");
  }

  private static void run(Path folder, String command) throws Exception {
    Process process = new ProcessBuilder("sh", "-c", command).directory(folder.toFile()).start();
    assertTrue(process.waitFor(5, TimeUnit.MINUTES));
    assertEquals(0, process.exitValue(), command);
  }

  /** What the last run says of entries that it could not read, by the end of their names. */
  private Map<String, String> unreadable() throws IOException {
    JsonNode report = new ObjectMapper().readTree(runner.run("show", "last", "-o", "json").out());
    Map<String, String> why = new TreeMap<>();
    for (JsonNode file : report.path("files")) {
      if (file.path("state").asText().equals("unreadable")) {
        String uri = file.path("uri").asText();
        why.put(uri.substring(uri.lastIndexOf('/') + 1), file.path("notes").get(0).asText());
      }
    }
    return why;
  }

  private String ids() {
    return runner
        .run("sql", "-o", "csv", "SELECT id FROM default.a ORDER BY id")
        .out()
        .replace("\r\n", " ")
        .strip();
  }

  @Test
  void badEntriesStopNoGoodFile() throws Exception {
    run(in, "printf 'id\\n7\\n' > \"$(printf 'name\\377.csv')\"");
    run(in, "mkfifo fifo.csv");
    Files.createSymbolicLink(in.resolve("nowhere.csv"), Path.of("gone.csv"));
    Files.createSymbolicLink(in.resolve("circle.csv"), Path.of("circle.csv"));
    Files.createSymbolicLink(in.resolve("loop"), in);
    Files.createSymbolicLink(in.resolve("passwd.csv"), Path.of("/etc/passwd"));
    Files.createSymbolicLink(in.resolve("zero.csv"), Path.of("/dev/zero"));
    Files.createSymbolicLink(in.resolve("etc"), Path.of("/etc"));
    Files.writeString(in.resolve("secret.csv"), "id\n8\n");
    Files.setPosixFilePermissions(
        in.resolve("secret.csv"), PosixFilePermissions.fromString("---------"));
    boolean all = Files.isReadable(in.resolve("secret.csv"));
    try (ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      socket.bind(UnixDomainSocketAddress.of(in.resolve("s.csv")));
      Result result = runner.run("ingest", "a.yml");
      assertEquals(0, result.code(), result.err());
      int entries = all ? 9 : 10;
      assertTrue(
          result.out().contains(entries + " entries of the source cannot be read"), result.out());
      // All may be read by root.
      assertEquals(all ? "id 1 8 9" : "id 1 9", ids());
      Map<String, String> why = unreadable();
      assertEquals(entries, why.size(), why.toString());
      assertEquals("it is a FIFO: only regular files are read", why.get("fifo.csv"));
      assertEquals("it is a socket: only regular files are read", why.get("s.csv"));
      assertEquals("a link that leads nowhere", why.get("nowhere.csv"));
      assertTrue(why.get("circle.csv").startsWith("a link that cannot be followed"));
      assertEquals("a link that leads back to a folder it lies in", why.get("loop"));
      for (String link : new String[] {"passwd.csv", "zero.csv", "etc"}) {
        assertTrue(why.get(link).startsWith("a link that leads out of the folder"), link);
      }
      assertTrue(why.values().stream().anyMatch(text -> text.contains("not valid UTF-8")));

      // Who only looks reads no more than an ingest.
      String detected = runner.run("detect", "in").out();
      assertTrue(detected.contains("a link that leads out of the folder"), detected);
      assertTrue(!detected.contains("in/etc/") && !detected.contains("delimiter ':'"), detected);

      spec(", on_unreadable: fail");
      Result failed = runner.run("ingest", "a.yml");
      assertEquals(1, failed.code(), failed.out());
      assertTrue(failed.err().contains("source.on_unreadable is 'fail'"), failed.err());
      assertEquals(entries, unreadable().size());
    }
  }

  @Test
  void whatCouldNotBeReadIsTriedAgain() throws Exception {
    Files.createSymbolicLink(in.resolve("5.csv"), folder.resolve("late.csv"));
    assertEquals(0, runner.run("ingest", "a.yml").code());
    assertEquals("id 1 9", ids());
    Files.delete(in.resolve("5.csv"));
    Files.writeString(in.resolve("5.csv"), "id\n5\n");
    assertEquals(0, runner.run("ingest", "a.yml").code());
    assertEquals("id 1 5 9", ids());
    assertTrue(unreadable().isEmpty());
  }

  @Test
  void linksOutAreFollowedWhereTheSpecSaysSo() throws Exception {
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    Files.writeString(elsewhere.resolve("x.csv"), "id\n3\n");
    Files.createSymbolicLink(in.resolve("folder"), elsewhere);
    Files.createSymbolicLink(in.resolve("null.csv"), Path.of("/dev/null"));
    Files.createSymbolicLink(in.resolve("inside.csv"), Path.of("1-good.csv"));
    assertEquals(0, runner.run("ingest", "a.yml").code());
    assertEquals("id 1 9", ids());
    assertEquals(2, unreadable().size());
    spec(", follow_links: true");
    assertEquals(0, runner.run("ingest", "a.yml").code());
    assertEquals("id 1 3 9", ids());
    assertEquals(Map.of("null.csv", "it is a device: only regular files are read"), unreadable());
  }

  @Test
  void aFolderOfBadEntriesAloneIsNothingToDo() throws Exception {
    Files.delete(in.resolve("1-good.csv"));
    Files.delete(in.resolve("9-good.csv"));
    run(in, "mkfifo fifo.csv");
    Result result = runner.run("ingest", "a.yml");
    assertEquals(0, result.code(), result.err());
    assertTrue(result.out().contains("nothing_to_do"), result.out());
    assertTrue(result.out().contains("1 entry of the source cannot be read"), result.out());
  }

  @Test
  void aNamedPipeInPlaceOfTheFileIsRefused() throws Exception {
    run(folder, "mkfifo pipe");
    Files.writeString(folder.resolve("b.yml"), "dataset: b\nsource: {path: pipe}\ntarget: {}\n");
    Result result = runner.run("ingest", "b.yml");
    assertEquals(2, result.code(), result.err());
    assertTrue(result.err().contains("it is a FIFO"), result.err());
    assertTrue(runner.run("detect", "pipe").out().contains("it is a FIFO"));
  }

  @Test
  void wildcardsInTheSpecsOwnFolderAreLetters() throws Exception {
    String[] names = {
      "[prod]", "p", "{a,b}", "a", "x*", "wh?t", "back\\slash", "a  b", "a'b", "#1%20"
    };
    for (int i = 0; i < names.length; i++) {
      Path own = Files.createDirectories(folder.resolve(names[i] + "/in"));
      Files.writeString(own.resolve("a [1].csv"), "id\n" + i + "\n");
      Files.writeString(
          folder.resolve(names[i] + "/d.yml"),
          "dataset: d\nsource: {path: 'in/*.csv'}\ntarget: {}\n");
    }
    for (int i = 0; i < names.length; i++) {
      String lake = names[i] + "/lake";
      Result result = runner.run("ingest", names[i] + "/d.yml", "--lake", lake);
      assertEquals(0, result.code(), result.err());
      assertEquals(0, runner.run("plan", names[i] + "/d.yml", "--lake", lake).code());
      assertEquals(0, runner.run("check", "--lake", lake).code());
      assertEquals(
          "id\r\n" + i + "\r\n",
          runner.run("sql", "-o", "csv", "SELECT id FROM default.d", "--lake", lake).out());
    }
  }

  @Test
  void aFileIsNamedByItsNameWhateverAGlobWouldMakeOfIt() throws Exception {
    String[] names = {"[a].csv", "{a,b}.csv", "x*.csv", "wh?t.csv", "back\\slash.csv", "a b.csv"};
    for (int i = 0; i < names.length; i++) {
      Files.writeString(folder.resolve(names[i]), "id\n" + i + "\n");
    }
    Files.writeString(folder.resolve("a.csv"), "id\nwrong\n");
    for (int i = 0; i < names.length; i++) {
      Files.writeString(
          folder.resolve("n.yml"),
          "dataset: n\nsource: {path: '" + names[i] + "'}\ntarget: {table: n" + i + "}\n");
      Result result = runner.run("ingest", "n.yml");
      assertEquals(0, result.code(), result.err());
      assertEquals(
          "id\r\n" + i + "\r\n",
          runner.run("sql", "-o", "csv", "SELECT id FROM default.n" + i).out());
    }
  }
}
