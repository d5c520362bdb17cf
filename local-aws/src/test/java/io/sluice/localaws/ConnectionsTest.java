package io.sluice.localaws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sluice.localaws.testing.LocalAwsForTests;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.extension.ExtendWith;

/** Where the emulator listens; repairs thread_server and cloudtrail_events. */
@ExtendWith(LocalAwsForTests.class)
class ConnectionsTest {
  private static final byte[] REQUEST =
      "GET /_localemu/health HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final Pattern LENGTH = Pattern.compile("content-length: *(\\d+)");
  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)]");
  private static final String LISTENING = "0A";

  @Test
  void aConnectionServesThousandsOfRequestsAndMayRest() throws Exception {
    URI endpoint = LocalAwsForTests.aws().endpoint();
    try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (int i = 0; i < 1_100; i++) {
        assertEquals(200, exchange(socket, in), "request " + i);
      }
      Thread.sleep(6_000);
      assertEquals(200, exchange(socket, in), "after a rest");
    }
  }

  private static int exchange(Socket socket, InputStream in) throws IOException {
    socket.getOutputStream().write(REQUEST);
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return -1;
      }
      head.append((char) next);
    }
    Matcher length = LENGTH.matcher(head.toString().toLowerCase(Locale.ROOT));
    assertTrue(length.find(), head.toString());
    in.skipNBytes(Long.parseLong(length.group(1)));
    return Integer.parseInt(head.substring(9, 12));
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
  void nothingListensElsewhereThanOnLoopback() throws IOException {
    Clients.s3().listBuckets();
    Clients.dynamoDb().listTables();
    Clients.glue().getDatabases(b -> {});
    List<String> listening = new ArrayList<>();
    for (long pid : emulatorAndItsChildren()) {
      listening.addAll(listening(pid));
    }
    assertFalse(listening.isEmpty());
    for (String address : listening) {
      assertTrue(isLoopback(address), "listens on " + listening);
    }
  }

  @Test
  @EnabledOnOs(value = OS.LINUX, disabledReason = "reads /proc")
  void aCallLeavesNoThread() throws IOException {
    Clients.glue().getDatabases(b -> {});
    long before = threads();
    for (int i = 0; i < 200; i++) {
      Clients.glue().getDatabases(b -> {});
    }
    long more = threads() - before;
    assertTrue(more < 50, more + " threads more");
  }

  private static long threads() throws IOException {
    Path all = Path.of("/proc/" + LocalAwsForTests.aws().pid() + "/task");
    try (Stream<Path> threads = Files.list(all)) {
      return threads.count();
    }
  }

  private static List<Long> emulatorAndItsChildren() {
    long pid = LocalAwsForTests.aws().pid();
    Stream<ProcessHandle> children =
        ProcessHandle.of(pid).stream().flatMap(ProcessHandle::descendants);
    return Stream.concat(Stream.of(pid), children.map(ProcessHandle::pid)).toList();
  }

  /** Local addresses in the kernel's spelling, of the TCP sockets on which a process listens. */
  private static List<String> listening(long pid) throws IOException {
    Set<String> inodes = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + pid + "/fd"))) {
      for (Path file : files.toList()) {
        Matcher socket = SOCKET.matcher(target(file));
        if (socket.matches()) {
          inodes.add(socket.group(1));
        }
      }
    } catch (NoSuchFileException ended) {
      // One of the children, meanwhile.
      return List.of();
    }
    List<String> addresses = new ArrayList<>();
    for (String table : List.of("tcp", "tcp6")) {
      Path file = Path.of("/proc/" + pid + "/net/" + table);
      for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
        String[] fields = line.strip().split(" +", -1);
        if (fields[3].equals(LISTENING) && inodes.contains(fields[9])) {
          addresses.add(fields[1].substring(0, fields[1].indexOf(':')));
        }
      }
    }
    return addresses;
  }

  /** What an open file is; empty if it was closed meanwhile. */
  private static String target(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (NoSuchFileException closed) {
      return "";
    }
  }

  private static boolean isLoopback(String address) {
    return address.equals("0100007F") || address.equals("00000000000000000000000001000000");
  }
}
