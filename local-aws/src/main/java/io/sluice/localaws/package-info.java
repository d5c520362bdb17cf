/** LocalEmu, an emulator of AWS, with our repairs, as a child process on loopback. */
package io.sluice.localaws;
