package io.sluice.ingest.source;

import io.sluice.ledger.FileVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What tells one version of a local file from another.
 *
 * <p>Up to {@link #WHOLE_LIMIT} bytes the identity is size and SHA-256 of the whole content: a file
 * touched or copied without change is the same version, and a changed one is found even if size and
 * time stayed. It is always computed again, never believed from an equal time stamp.
 *
 * <p>Above it, reading everything twice would cost as much as ingesting it: the identity is size,
 * modification time and SHA-256 of {@value #BLOCKS} blocks of 64 KiB spread evenly from the first
 * byte to the last. A touched large file therefore counts as changed (its rows are replaced by the
 * same rows), and a change goes unnoticed only if size and time stayed and no block was hit.
 */
public final class FileIdentity {
  /** Files up to this size, in bytes, are hashed whole. */
  public static final long WHOLE_LIMIT = 64L << 20;

  static final int BLOCKS = 66;
  static final int BLOCK_BYTES = 64 << 10;
  private static final int BUFFER_BYTES = 256 << 10;

  private FileIdentity() {}

  /**
   * The present version of the file that the ledger knows as {@code uri}; empty if it changes while
   * it is read.
   *
   * @throws IOException if it cannot be read
   */
  public static Optional<FileVersion> version(String uri, Path file) throws IOException {
    BasicFileAttributes before = Files.readAttributes(file, BasicFileAttributes.class);
    long size = before.size();
    MessageDigest digest = sha256();
    try (FileChannel channel = FileChannel.open(file)) {
      if (size <= WHOLE_LIMIT) {
        hash(channel, 0, size, digest);
      } else {
        for (int block = 0; block < BLOCKS; block++) {
          hash(channel, blockStart(block, size), BLOCK_BYTES, digest);
        }
      }
    }
    BasicFileAttributes after = Files.readAttributes(file, BasicFileAttributes.class);
    if (after.size() != size || !after.lastModifiedTime().equals(before.lastModifiedTime())) {
      return Optional.empty();
    }
    // 128 bits of the hash are beyond accident and make identities half as long to store.
    String hash = HexFormat.of().formatHex(digest.digest(), 0, 16);
    long modified = before.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    String identity =
        size <= WHOLE_LIMIT
            ? "sha256:" + size + ":" + hash
            : "sampled:" + size + ":" + modified + ":" + hash;
    return Optional.of(new FileVersion(uri, size, identity, modified));
  }

  /** Where block {@code 0 .. BLOCKS - 1} begins: the first at 0, the last ends with the file. */
  static long blockStart(int block, long size) {
    return (size - BLOCK_BYTES) / (BLOCKS - 1) * block
        + (size - BLOCK_BYTES) % (BLOCKS - 1) * block / (BLOCKS - 1);
  }

  private static void hash(FileChannel channel, long start, long length, MessageDigest digest)
      throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BUFFER_BYTES, Math.max(1, length)));
    long at = start;
    long end = start + length;
    while (at < end) {
      buffer.clear().limit((int) Math.min(buffer.capacity(), end - at));
      int count = channel.read(buffer, at);
      if (count < 0) {
        // Shorter than it was a moment ago: the check after the loop says so.
        return;
      }
      digest.update(buffer.flip());
      at += count;
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
