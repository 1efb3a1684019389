package org.sheng.config.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sheng.config.Setting;
import org.sheng.config.Settings.Watch;

class FileSettingsTest {
    @TempDir
    Path etc;
    private final BlockingQueue<Sample> told = new LinkedBlockingQueue<>();
    private FileSettings settings;

    record Sample(
            @Setting(value = "How many there may be at once, counted over all the clients that are connected to the "
                    + "node at that moment "
                    + "or were a second ago.", def = "5", min = 1, max = 10) int count,
            @Setting(value = "Where it is.", def = "here") String place,
            @Setting(value = "A secret.", def = "", secret = true) String token) { }

    @BeforeEach
    void open() {
        settings = new FileSettings(etc, StandardCharsets.UTF_8, name -> name.equals("karaf.data") ? "/data" : null);
    }

    @AfterEach
    void close() {
        settings.close();
    }

    @Test
    void aMissingFileIsWrittenWithEveryKeyCommented() throws IOException {
        Watch<Sample> watch = watch();
        String text = Files.readString(file());
        assertEquals(new Sample(5, "here", ""), watch.values());
        assertTrue(text.contains("\n#count = 5\n"), text);
        assertTrue(text.contains("# Value: a whole number; 1 to 10. Default: 5."), text);
        assertTrue(text.lines().allMatch(line -> line.length() <= 100), text);
        assertTrue(CfgFile.parse(text).isEmpty(), "every line is a comment");
        String uncommented = text.replaceAll("(?m)^#(?=[a-z])", "");
        assertEquals(3, CfgFile.parse(uncommented).size());
    }

    @Test
    void aFileThatIsThereIsReadAndLeftAsItIs() throws IOException {
        write("count = 7\nplace = ${karaf.data}/mail ${unknown}\n");
        assertEquals(new Sample(7, "/data/mail ${unknown}", ""), watch().values());
        assertEquals("count = 7\nplace = ${karaf.data}/mail ${unknown}\n", Files.readString(file()));
    }

    @Test
    void aChangedFileIsTold() throws Exception {
        Watch<Sample> watch = watch();
        write("count = 9\n");
        settings.changed("org.sheng.sample", Optional.empty());
        assertEquals(9, next().count());
        assertEquals(9, watch.values().count());
    }

    @Test
    void aBadFileIsRefusedAsAWholeAndTheLastGoodStaysInForce() throws Exception {
        write("count = 7\n");
        Watch<Sample> watch = watch();
        settings.changed("org.sheng.sample", Optional.of(Map.of("place", "there", "count", "70")));
        settings.changed("org.sheng.sample", Optional.of(Map.of("count", "8")));
        assertEquals(new Sample(8, "here", ""), next(), "the bad one in between was never told");
        assertEquals("", settings.schemas().get(0).trouble());
    }

    @Test
    void whyAFileIsRefusedIsSaid() throws Exception {
        write("place = there\ncount = 70\n");
        assertEquals(5, watch().values().count(), "no good one before: the defaults");
        assertEquals("line 2: count = 70: it must be a whole number; 1 to 10", settings.schemas().get(0).trouble());
    }

    @Test
    void valuesOfConfigAdminAreTakenWithTheLinesOfTheFile() throws Exception {
        write("# a\n# b\ncount = 70\n");
        watch();
        settings.changed("org.sheng.sample", Optional.of(Map.of("count", "71")));
        settings.changed("org.sheng.sample", Optional.of(Map.of("count", "3")));
        assertEquals(3, next().count());
        settings.changed("org.sheng.sample", Optional.of(Map.of("count", "72")));
        settings.changed("org.sheng.other", Optional.of(Map.of("count", "1")));
        Waiting.until(() -> settings.schemas().get(0).trouble().startsWith("line 3: count = 72: "));
    }

    @Test
    void aWatcherThatThrowsKeepsTheValuesBeforeReported() throws Exception {
        Watch<Sample> watch = settings.watch("org.sheng.sample", Sample.class, values -> {
            told.add(values);
            throw new IllegalStateException("the port is taken");
        });
        settings.changed("org.sheng.sample", Optional.of(Map.of("count", "6")));
        next();
        Waiting.until(() -> settings.schemas().get(0).trouble().contains("the port is taken"));
        assertEquals(5, watch.values().count());
    }

    @Test
    void aClosedWatchIsToldNothing() throws Exception {
        Watch<Sample> closed = settings.watch("org.sheng.sample", Sample.class,
                values -> told.add(new Sample(0, "closed", "")));
        closed.close();
        watch();
        settings.changed("org.sheng.sample", Optional.of(Map.of("count", "6")));
        assertEquals(6, next().count());
        assertNull(told.poll());
    }

    @Test
    void twoComponentsOfOneFileAreOneSchema() throws Exception {
        watch();
        settings.watch("org.sheng.sample", Sample.class, values -> { });
        assertEquals(1, settings.schemas().size());
        assertEquals(3, settings.schemas().get(0).entries().size());
    }

    @Test
    void secretsAreNotShown() throws IOException {
        write("token = hunter2\n");
        watch();
        assertEquals("(secret)", settings.schemas().get(0).entries().get(2).inForce());
    }

    private Watch<Sample> watch() {
        return settings.watch("org.sheng.sample", Sample.class, told::add);
    }

    private Sample next() throws InterruptedException {
        Sample sample = told.poll(10, TimeUnit.SECONDS);
        assertTrue(sample != null, "nothing was told");
        return sample;
    }

    private Path file() {
        return etc.resolve("org.sheng.sample.cfg");
    }

    private void write(String text) throws IOException {
        Files.writeString(file(), text);
    }
}
