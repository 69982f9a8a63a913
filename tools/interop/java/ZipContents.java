import java.io.BufferedInputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;

/** Writes what all entries of an archive hold, one after the other: from its front (`stream`) or by its directory (`file`). */
public final class ZipContents {
  public static void main(String[] args) throws Exception {
    Path path = Path.of(args[1]);
    if (args[0].equals("stream")) stream(path, System.out);
    else file(path, System.out);
    System.out.flush();
  }

  private static void stream(Path path, OutputStream out) throws Exception {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(path));
        ZipInputStream zip = new ZipInputStream(in, StandardCharsets.ISO_8859_1)) {
      boolean found = false;
      for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
        found = true;
        zip.transferTo(out);
      }
      if (!found) throw new java.io.IOException("no entry");
    }
  }

  private static void file(Path path, OutputStream out) throws Exception {
    try (ZipFile zip = new ZipFile(path.toFile(), StandardCharsets.ISO_8859_1)) {
      for (Enumeration<? extends ZipEntry> all = zip.entries(); all.hasMoreElements(); )
        try (InputStream in = zip.getInputStream(all.nextElement())) {
          in.transferTo(out);
        }
    }
  }
}
