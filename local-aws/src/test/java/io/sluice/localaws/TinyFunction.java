package io.sluice.localaws;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.lambda.model.Runtime;

/** {@link TinyHandler} deployed as its users deploy theirs: classes, and libraries in lib/. */
record TinyFunction(String name) {
  static TinyFunction deploy(String name, int timeoutSeconds) throws Exception {
    SdkBytes zip = SdkBytes.fromByteArray(zip());
    String role = Roles.make(name + "-role", "lambda.amazonaws.com");
    Clients.lambda()
        .createFunction(
            b ->
                b.functionName(name)
                    .runtime(Runtime.JAVA17_AL2023)
                    .handler(TinyHandler.class.getName())
                    .role(role)
                    .timeout(timeoutSeconds)
                    .memorySize(256)
                    .environment(e -> e.variables(Map.of("SETTING", "다")))
                    .code(c -> c.zipFile(zip)));
    Clients.lambda().waiter().waitUntilFunctionActiveV2(b -> b.functionName(name));
    return new TinyFunction(name);
  }

  InvokeResponse invoke(String event) {
    return Clients.lambda()
        .invoke(b -> b.functionName(name).payload(SdkBytes.fromUtf8String(event)));
  }

  private static byte[] zip() throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      String name = TinyHandler.class.getName().replace('.', '/') + ".class";
      zip.putNextEntry(new ZipEntry(name));
      try (InputStream in = TinyHandler.class.getClassLoader().getResourceAsStream(name)) {
        in.transferTo(zip);
      }
      Path core =
          Path.of(RequestHandler.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      zip.putNextEntry(new ZipEntry("lib/core.jar"));
      Files.copy(core, zip);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    return bytes.toByteArray();
  }
}
