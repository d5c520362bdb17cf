package io.sluice.formats.unpack;

import io.sluice.formats.unpack.Ahead.Pace;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Unpacks a gzip file: joins the stretches that {@link GzipCutter} cut. One decoder always stands
 * where all before is known. If it is between two members at the end of its stretch, the next one's
 * assumption was right, and that one's decoder goes on; if not, it reads the next stretch, too.
 */
final class GzipSteps implements Steps<Block> {
  private final GzipCutter cutter;
  private final Ahead<GzipPart> parts;
  private final Blocks blocks;
  private GzipPart part;
  private Deque<Block> unpacked = new ArrayDeque<>();
  private GzipDecoder decoder;

  GzipSteps(GzipCutter cutter, Blocks blocks, Pace pace) {
    this.cutter = cutter;
    this.parts = new Ahead<>(cutter, pace, AheadThreads::share);
    this.blocks = blocks;
    AheadThreads.readerOpened();
  }

  @Override
  public Block next() throws IOException {
    while (true) {
      Block block = unpacked.poll();
      if (block == null && part != null && !decoder.hungry()) {
        block = blocks.take();
        decoder.decode(block);
      }
      if (block != null) {
        block.setStored(part.storedEnd());
        return block;
      }
      if (part != null) {
        cutter.giveBack(part);
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
      unpacked = part.unpacked();
    } else {
      part.discard();
      decoder.feed(part.bytes(), 0, part.length());
    }
  }

  @Override
  public void close() throws IOException {
    AheadThreads.readerClosed();
    if (decoder != null) {
      decoder.close();
    }
    parts.close();
  }
}
