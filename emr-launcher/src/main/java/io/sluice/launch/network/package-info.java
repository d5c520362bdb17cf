/** Whether machines can be put where a profile says. */
package io.sluice.launch.network;
