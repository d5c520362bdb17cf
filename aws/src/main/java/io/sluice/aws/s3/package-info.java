/** Tables and source files on S3, by the SDK's own client: the same for threads, Lambda, Spark. */
package io.sluice.aws.s3;
