package io.sluice.ingest.store;

import java.io.Serializable;

/**
 * A complete file that nobody sees yet.
 *
 * @param path where it will lie
 * @param handle what its storage finds it by; of no meaning to others. It stays valid when the
 *     table's location is moved as a whole
 */
public record PendingFile(String path, String handle) implements Serializable {}
