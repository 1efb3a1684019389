package org.sheng.itests;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A file system of its own in memory, small enough to be filled. Needs root. */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 64 * 1024;

    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    static SmallDisk mount(Path folder, int mebibytes) throws IOException, InterruptedException {
        unmount(folder);
        Files.createDirectories(folder);
        Tool.run("mount", "-t", "tmpfs", "-o", "size=%dm".formatted(mebibytes), "tmpfs", folder.toString()).orFail();
        return new SmallDisk(folder);
    }

    /**
     * Takes away what is mounted at the folder and below it, also what a run left that was broken off, and also while
     * a process is still in it.
     */
    static void unmount(Path folder) throws IOException, InterruptedException {
        List<Path> below = Files.readAllLines(Path.of("/proc/self/mounts")).stream()
                .map(line -> Path.of(line.split(" ")[1])).filter(mounted -> mounted.startsWith(folder)).toList();
        for (int i = below.size() - 1; i >= 0; i--) { // the last one mounted lies on top
            Tool.run("umount", "--lazy", below.get(i).toString()).orFail();
        }
    }

    Path folder() {
        return folder;
    }

    /** Writes until so many bytes are left; {@link #free} takes it away. */
    void fill(long left) throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream out = Files.newOutputStream(filler())) {
            while (folder.toFile().getUsableSpace() > left) {
                out.write(block);
            }
        } catch (IOException full) {
            if (folder.toFile().getUsableSpace() >= BLOCK) {
                throw full;
            }
        }
    }

    void free() throws IOException {
        Files.deleteIfExists(filler());
    }

    private Path filler() {
        return folder.resolve("filler");
    }

    @Override
    public void close() throws IOException, InterruptedException {
        unmount(folder);
    }
}
