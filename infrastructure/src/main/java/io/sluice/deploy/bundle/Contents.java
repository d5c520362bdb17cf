package io.sluice.deploy.bundle;

import java.nio.file.Path;

/**
 * What goes into a bundle.
 *
 * @param jar the job's, with all it needs
 * @param jarBill what the jar is made of, a CycloneDX document
 * @param functions the functions' archive
 * @param functionsBill what that is made of
 */
public record Contents(Path jar, Path jarBill, Path functions, Path functionsBill) {}
