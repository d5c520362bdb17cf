package io.sluice.formats.decompress;

import io.sluice.formats.decompress.Prefetch.Pace;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Decompresses a gzip file: joins the stretches that {@link GzipSplitter} split. One decoder always
 * stands where all before is known. If it is between two members at the end of its stretch, the
 * next one's assumption was right, and that one's decoder goes on; if not, it reads the next
 * stretch, too.
 */
final class GzipSteps implements Steps<Block> {
  private final GzipSplitter splitter;
  private final Prefetch<GzipPart> parts;
  private final Blocks blocks;
  private GzipPart part;
  private Deque<Block> decompressed = new ArrayDeque<>();
  private GzipDecoder decoder;

  GzipSteps(GzipSplitter splitter, Blocks blocks, Pace pace) {
    this.splitter = splitter;
    this.parts = new Prefetch<>(splitter, pace, PrefetchThreads::share);
    this.blocks = blocks;
    PrefetchThreads.readerOpened();
  }

  @Override
  public Block next() throws IOException {
    while (true) {
      Block block = decompressed.poll();
      if (block == null && part != null && !decoder.hungry()) {
        block = blocks.take();
        decoder.decode(block);
      }
      if (block != null) {
        block.setStored(part.storedEnd());
        return block;
      }
      if (part != null) {
        splitter.giveBack(part);
      }
      part = parts.take();
      if (part == null) {
        if (decoder != null) {
          decoder.finish();
        }
        return null;
      }
      join();
    }
  }

  private void join() {
    if (part.opens() && (decoder == null || decoder.betweenMembers())) {
      if (decoder != null) {
        decoder.close();
      }
      decoder = part.decoder();
      decompressed = part.decompressed();
    } else {
      part.discard();
      decoder.feed(part.bytes(), 0, part.length());
    }
  }

  @Override
  public void close() throws IOException {
    PrefetchThreads.readerClosed();
    if (decoder != null) {
      decoder.close();
    }
    parts.close();
  }
}
