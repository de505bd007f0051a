package dev.tideboard.cli;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;

/**
 * The folder of a demo project: the one of the source tree where there is one, so that editing it changes the running
 * board; else a copy of what the jar carries.
 */
final class DemoFiles {
    private static final String HOME = "tideboard.home";

    private DemoFiles() {}

    static Path folder(String demo, Path scratch) throws IOException {
        String home = System.getProperty(HOME, "");
        Path inTree = Path.of(home, "demos", demo);
        if (!home.isEmpty() && Files.isDirectory(inTree)) {
            return inTree;
        }
        Path carrier = carrier();
        if (Files.isDirectory(carrier)) {
            return carrier.resolve("demos").resolve(demo);
        }
        return unpack(carrier, "demos/" + demo + "/", scratch.resolve("project"));
    }

    /** The jar, or the folder of classes, that this class was loaded from. */
    private static Path carrier() throws IOException {
        try {
            return Path.of(DemoFiles.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
        } catch (URISyntaxException e) {
            throw new IOException("the jar cannot be found again to read the demo from", e);
        }
    }

    private static Path unpack(Path jar, String prefix, Path into) throws IOException {
        try (JarFile files = new JarFile(jar.toFile())) {
            List<JarEntry> entries = files.stream()
                    .filter(entry -> entry.getName().startsWith(prefix) && !entry.isDirectory())
                    .toList();
            if (entries.isEmpty()) {
                throw new FileNotFoundException(jar + " carries no " + prefix + ": build it again");
            }
            for (JarEntry entry : entries) {
                Path file = into.resolve(entry.getName().substring(prefix.length()));
                Files.createDirectories(file.resolveSibling("."));
                try (InputStream in = files.getInputStream(entry)) {
                    Files.copy(in, file, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        return into;
    }
}
