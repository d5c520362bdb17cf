/** The specs that lie in the lake, and which objects are whose. */
package io.sluice.lambda.dataset;
