package io.sluice.localaws.testing;

import io.sluice.localaws.CacheFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Properties;

/**
 * S3Proxy in this process: S3 over objects in memory, up in a few seconds.
 *
 * <p>Objects appear whole or not at all, and conditional writes have one winner. What it gets
 * wrong: see the README of this module.
 */
public final class S3ProxyForTests implements AutoCloseable {
  private static final String ACCESS_KEY = "local-identity";
  private static final String SECRET_KEY = "local-credential";

  /** Where Logback, inside S3Proxy's jar, looks for its configuration. */
  private static final String LOGBACK = "logback.configurationFile";

  private static S3ProxyForTests shared;

  private final URLClassLoader loader;
  private final Object server;
  private final AutoCloseable store;
  private final URI endpoint;

  private S3ProxyForTests(URLClassLoader loader, Object server, AutoCloseable store, URI endpoint) {
    this.loader = loader;
    this.server = server;
    this.store = store;
    this.endpoint = endpoint;
  }

  /**
   * One for all tests of a module; it ends with this process. Each test uses buckets of its own.
   */
  public static synchronized S3ProxyForTests shared() {
    if (shared == null) {
      shared = start();
    }
    return shared;
  }

  /** Starts one of its own on a free loopback port, which the caller closes. */
  public static S3ProxyForTests start() {
    return start("transient-nio2", new Properties());
  }

  /**
   * Starts one of its own, which keeps objects as files.
   *
   * @param folder an empty one; it is the caller's to delete
   */
  public static S3ProxyForTests start(Path folder) {
    Properties properties = new Properties();
    properties.setProperty("jclouds.filesystem.basedir", folder.toString());
    return start("filesystem-nio2", properties);
  }

  private static synchronized S3ProxyForTests start(String backend, Properties properties) {
    Thread thread = Thread.currentThread();
    ClassLoader before = thread.getContextClassLoader();
    try {
      // Its libraries must not meet ours.
      URLClassLoader loader =
          new URLClassLoader(new URL[] {jar()}, ClassLoader.getPlatformClassLoader());
      thread.setContextClassLoader(loader);
      System.setProperty(LOGBACK, CacheFolder.class.getResource("s3proxy-logback.xml").toString());
      return start(loader, backend, properties);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("S3Proxy does not start", e);
    } finally {
      System.clearProperty(LOGBACK);
      thread.setContextClassLoader(before);
    }
  }

  private static S3ProxyForTests start(URLClassLoader loader, String backend, Properties properties)
      throws ReflectiveOperationException {
    Object store =
        call(loader.loadClass("org.gaul.s3proxy.BlobStores"), "create", backend, properties);

    Object builder = call(loader.loadClass("org.gaul.s3proxy.S3Proxy"), "builder");
    call(builder, "blobStore", store);
    call(builder, "endpoint", URI.create("http://127.0.0.1:0"));
    Class<?> authentication = loader.loadClass("org.gaul.s3proxy.auth.AuthenticationType");
    Object anyVersion = call(authentication, "valueOf", "AWS_V2_OR_V4");
    call(builder, "awsAuthentication", anyVersion, ACCESS_KEY, SECRET_KEY);
    Object server = call(builder, "build");
    call(server, "start");
    URI endpoint = URI.create("http://127.0.0.1:" + call(server, "getPort"));
    return new S3ProxyForTests(loader, server, (AutoCloseable) store, endpoint);
  }

  /** Calls the public method of that name that takes these arguments, static if on a class. */
  private static Object call(Object target, String name, Object... arguments)
      throws ReflectiveOperationException {
    Class<?> type = target instanceof Class<?> c ? c : target.getClass();
    for (Method method : type.getMethods()) {
      if (method.getName().equals(name) && takes(method, arguments)) {
        return method.invoke(target, arguments);
      }
    }
    throw new NoSuchMethodException(type.getName() + "." + name);
  }

  private static boolean takes(Method method, Object[] arguments) {
    Class<?>[] types = method.getParameterTypes();
    if (types.length != arguments.length) {
      return false;
    }
    for (int i = 0; i < types.length; i++) {
      if (!types[i].isInstance(arguments[i])) {
        return false;
      }
    }
    return true;
  }

  /** The jar as a file: where it was built, or a copy of what is inside our own jar. */
  private static URL jar() throws IOException {
    URL resource = CacheFolder.class.getResource("s3proxy.jar");
    if (resource.getProtocol().equals("file")) {
      return resource;
    }
    Path copy = CacheFolder.path().resolve("s3proxy-" + size(resource) + ".jar");
    if (!Files.exists(copy)) {
      Files.createDirectories(copy.getParent());
      Path unfinished = Files.createTempFile(copy.getParent(), "s3proxy-", ".unfinished");
      try (InputStream in = resource.openStream()) {
        Files.copy(in, unfinished, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.move(unfinished, copy, StandardCopyOption.ATOMIC_MOVE);
    }
    return copy.toUri().toURL();
  }

  private static long size(URL resource) throws IOException {
    return resource.openConnection().getContentLengthLong();
  }

  /** Where it answers; bucket names come in the path. */
  public URI endpoint() {
    return endpoint;
  }

  /** Any region will do for it; this is what signatures are made with. */
  public String region() {
    return "us-east-1";
  }

  public String accessKey() {
    return ACCESS_KEY;
  }

  public String secretKey() {
    return SECRET_KEY;
  }

  @Override
  public void close() {
    try {
      call(server, "stop");
      store.close();
      loader.close();
    } catch (Exception e) {
      throw new IllegalStateException("S3Proxy does not stop", e);
    }
  }
}
