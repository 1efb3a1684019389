import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Writes the notice of third-party licences of a distribution from the jars that are in it: which, under which licence, and the
 * notices they carry. Run by the build: {@code java Notice.java DISTRIBUTION LICENCES OUTPUT}. A jar that does not say its licence
 * must be named in LICENCES (file name without version = licence), or the build fails.
 */
final class Notice {

    private static final Pattern POM_LICENCE = Pattern.compile("<license>.*?<name>\\s*(.*?)\\s*</name>", Pattern.DOTALL);
    private static final Pattern SPDX_OR_TEXT = Pattern.compile("\"[^\"]*\"|[^,]+");
    private static final Pattern VERSION = Pattern.compile("-\\d[\\w.]*$");

    private Notice() { }

    public static void main(String[] args) throws IOException {
        Path distribution = Path.of(args[0]);
        Properties known = new Properties();
        try (InputStream in = Files.newInputStream(Path.of(args[1]))) {
            known.load(in);
        }
        Map<String, String> licences = new TreeMap<>();
        Map<String, Set<String>> notices = new LinkedHashMap<>();
        List<String> unknown = new ArrayList<>();
        for (Path path : jars(distribution)) {
            String name = path.getFileName().toString().replaceFirst("\\.jar$", "");
            if (name.startsWith("sheng-") && !name.startsWith("sheng-libs-")) {
                continue;
            }
            try (JarFile jar = new JarFile(path.toFile())) {
                licence(name, jar, known).ifPresentOrElse(licence -> licences.put(name, named(licence)), () -> unknown.add(name));
                notice(jar).ifPresent(text -> notices.computeIfAbsent(text, key -> new TreeSet<>()).add(name));
            }
        }
        if (!unknown.isEmpty()) {
            System.err.println("These jars do not say their licence; name it in " + args[1] + ": " + unknown);
            System.exit(1);
        }
        Files.writeString(Path.of(args[2]), page(licences, notices));
    }

    private static List<Path> jars(Path distribution) throws IOException {
        try (Stream<Path> files = Files.walk(distribution)) {
            return files.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
        }
    }

    private static Optional<String> licence(String name, JarFile jar, Properties known) throws IOException {
        String listed = known.getProperty(VERSION.matcher(name).replaceFirst(""));
        return listed != null ? Optional.of(listed) : fromManifest(jar).or(() -> fromPom(jar));
    }

    private static Optional<String> fromManifest(JarFile jar) throws IOException {
        Manifest manifest = jar.getManifest();
        String header = manifest == null ? null : manifest.getMainAttributes().getValue("Bundle-License");
        if (header == null || header.isBlank()) {
            return Optional.empty();
        }
        List<String> licences = new ArrayList<>();
        Matcher clauses = SPDX_OR_TEXT.matcher(header);
        while (clauses.find()) {
            String licence = clauses.group().replace("\"", "").split(";")[0].strip();
            if (!licence.isEmpty() && !licence.contains("=")) {
                licences.add(licence);
            }
        }
        return licences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", licences));
    }

    private static Optional<String> fromPom(JarFile jar) {
        List<String> licences = new ArrayList<>();
        jar.stream().filter(entry -> entry.getName().matches("META-INF/maven/[^/]+/[^/]+/pom\\.xml"))
                .forEach(entry -> POM_LICENCE.matcher(text(jar, entry)).results().map(found -> found.group(1))
                        .filter(licence -> !licences.contains(licence)).forEach(licences::add));
        return licences.isEmpty() ? Optional.empty() : Optional.of(String.join(", ", licences));
    }

    /** The addresses that the most stand for by name. */
    private static String named(String licence) {
        return licence.replaceAll("https?://www\\.apache\\.org/licenses/LICENSE-2\\.0(\\.txt|\\.html)?|Apache License, Version 2\\.0", "Apache-2.0")
                .replaceAll("https?://www\\.eclipse\\.org/legal/epl-2\\.0", "EPL-2.0")
                .replaceAll("https?://www\\.eclipse\\.org/org/documents/edl-v10\\.php", "BSD-3-Clause (EDL-1.0)")
                .replaceAll("https://opensource\\.org/licenses/BSD-3-Clause", "BSD-3-Clause");
    }

    private static Optional<String> notice(JarFile jar) {
        return jar.stream().filter(entry -> entry.getName().matches("(META-INF/)?NOTICE(\\.txt|\\.md)?"))
                .map(entry -> text(jar, entry).replace("\r", "").strip()).filter(text -> !text.isEmpty()).findFirst();
    }

    private static String text(JarFile jar, JarEntry entry) {
        try (InputStream in = jar.getInputStream(entry)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String page(Map<String, String> licences, Map<String, Set<String>> notices) {
        StringBuilder page = new StringBuilder("Sheng contains these works of others, each under its own licence.\n\n");
        licences.forEach((name, licence) -> page.append(String.format("%-60s %s%n", name, licence)));
        notices.forEach((text, names) -> page.append("\n").append("-".repeat(100)).append("\nNotice of ")
                .append(String.join(", ", names)).append("\n\n").append(text).append("\n"));
        return page.toString();
    }
}
