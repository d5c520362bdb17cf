package io.sluice.parquet;

/**
 * Threads that have nothing better to do. Whoever asks goes on without them if there are none: what
 * comes out must not depend on it. Thread-safe.
 */
public interface Helpers {
  /** Nobody helps. */
  Helpers NONE =
      new Helpers() {
        @Override
        public boolean offer(Runnable work) {
          return false;
        }

        @Override
        public boolean mayGoOn() {
          return false;
        }
      };

  /**
   * Has the work done by another thread, soon, if one is free; it must not wait for anything.
   *
   * @return whether it will be done
   */
  boolean offer(Runnable work);

  /** Whether a helper at work may begin more of it: false when others need its processor. */
  boolean mayGoOn();
}
