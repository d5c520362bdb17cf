package io.sluice.ingest.reject;

import io.sluice.formats.reject.Reject;

/** A reject, and the file and byte range of the run that it is from. */
record SpooledReject(int file, int range, Reject reject) {}
