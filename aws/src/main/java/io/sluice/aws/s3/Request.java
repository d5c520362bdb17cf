package io.sluice.aws.s3;

/** What is asked of S3, and the permission that it takes. */
enum Request {
  READ("read", "s3:GetObject"),
  LOOK("look at", "s3:GetObject (and s3:ListBucket, to tell a missing object)"),
  WRITE("write", "s3:PutObject"),
  UPLOAD("upload", "s3:PutObject"),
  COPY("copy", "s3:GetObject and s3:PutObject"),
  PUBLISH("publish", "s3:PutObject"),
  ABORT("give up the upload of", "s3:AbortMultipartUpload"),
  DELETE("delete", "s3:DeleteObject"),
  LIST("list", "s3:ListBucket"),
  LIST_UPLOADS("list the uploads below", "s3:ListBucketMultipartUploads");

  private final String words;
  private final String permission;

  Request(String words, String permission) {
    this.words = words;
    this.permission = permission;
  }

  /** As in "cannot ... s3://bucket/key". */
  String words() {
    return words;
  }

  String permission() {
    return permission;
  }
}
