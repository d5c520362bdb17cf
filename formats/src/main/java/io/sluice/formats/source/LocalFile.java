package io.sluice.formats.source;

import io.sluice.formats.read.UnreadableException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;

/** A file of the local file system, read as far as it went when it was listed. */
public final class LocalFile implements ObjectSource {
  private final Path path;
  private final String uri;
  private final long size;

  private LocalFile(Path path, String uri, long size) {
    this.path = path;
    this.uri = uri;
    this.size = size;
  }

  /**
   * The file under the name the user knows it by, as large as it is now.
   *
   * @throws UnreadableException if it is not there, is a folder, or may not be read
   */
  public static LocalFile of(Path path, String uri) throws IOException {
    return new LocalFile(path, uri, attributes(path, uri).size());
  }

  /**
   * The file under the name the user knows it by, as it was listed.
   *
   * @param size in bytes, when it was listed
   * @throws UnreadableException if it is not there, is a folder, or may not be read
   */
  public static LocalFile of(Path path, String uri, long size) throws IOException {
    attributes(path, uri);
    return new LocalFile(path, uri, size);
  }

  private static BasicFileAttributes attributes(Path path, String uri) throws IOException {
    try {
      BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
      if (attributes.isDirectory()) {
        throw new UnreadableException(
            uri, "this is a folder, not a file", "Name a file in it", null);
      }
      if (!attributes.isRegularFile()) {
        // Opening a FIFO would wait for whoever writes to it.
        throw new UnreadableException(
            uri, LocalTree.notRegular(path).orElse("it is gone"), "Name a file", null);
      }
      if (!Files.isReadable(path)) {
        throw new AccessDeniedException(uri);
      }
      return attributes;
    } catch (NoSuchFileException e) {
      throw new UnreadableException(uri, "there is no such file", "Check the path", e);
    } catch (AccessDeniedException e) {
      throw new UnreadableException(
          uri, "the file may not be read", "Give the current user read permission", e);
    } catch (FileSystemException e) {
      throw new UnreadableException(uri, LocalTree.why(e), "Check the path", e);
    }
  }

  @Override
  public String uri() {
    return uri;
  }

  @Override
  public long size() {
    return size;
  }

  /** Independent of the channel's other streams; reads go straight into the caller's array. */
  @Override
  public InputStream open(long offset) throws IOException {
    FileChannel channel;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ);
    } catch (NoSuchFileException e) {
      throw new UnreadableException(
          uri, "the file is gone", "It was there before: do not move files during a run", e);
    } catch (AccessDeniedException e) {
      throw new UnreadableException(
          uri, "the file may not be read", "Give the current user read permission", e);
    } catch (FileSystemException e) {
      throw failed(e);
    }
    try {
      channel.position(offset);
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    return new ListedStream(this, offset, new Content(Channels.newInputStream(channel)));
  }

  private IOException failed(IOException failure) {
    return OpenFiles.usedUp(failure)
        ? failure
        : new UnreadableException(
            uri,
            "it cannot be read (" + LocalTree.why(failure) + ")",
            "Check the disk or share that it is on",
            failure);
  }

  /** The channel's bytes, with its failures told by the file's name. */
  private final class Content extends FilterInputStream {
    Content(InputStream in) {
      super(in);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (ClosedChannelException e) {
        // By an interrupt, or by whoever no longer wants it.
        throw e;
      } catch (IOException e) {
        throw failed(e);
      }
    }
  }
}
