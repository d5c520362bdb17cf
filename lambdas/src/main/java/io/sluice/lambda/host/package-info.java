/** What every function has: its environment, its clients, its log, JSON in and out. */
package io.sluice.lambda.host;
