package io.github.ifmatch.examples.campaign;

import io.github.ifmatch.examples.campaign.planted.Planted;
import io.github.ifmatch.examples.campaign.soak.Sample;
import io.github.ifmatch.examples.campaign.soak.Samples;
import io.github.ifmatch.examples.campaign.work.Order;
import io.github.ifmatch.examples.campaign.work.Worker;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A worker's process, with orders going in and answers coming out. Thread-safe. */
final class WorkerProcess {

    private static final String GONE = "gone";

    private final int ordinal;
    private final Process process;
    private final Writer orders;
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final Samples samples;
    private volatile boolean isKilled;

    private WorkerProcess(int ordinal, Process process, Samples samples) {
        this.samples = samples;
        this.ordinal = ordinal;
        this.process = process;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
    }

    /**
     * What came of an epoch. Immutable.
     *
     * @param complaint what was left over, in words; else empty
     */
    record Done(boolean isGone, long interrupts, String complaint) {}

    static WorkerProcess start(int ordinal, Planted planted, Path folder, Samples samples) throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Worker.class.getName(),
                        Integer.toString(ordinal),
                        planted.name())
                .redirectError(folder.resolve("worker-" + ordinal + ".err").toFile())
                .start();
        WorkerProcess worker = new WorkerProcess(ordinal, process, samples);
        Thread reader = new Thread(worker::read, "answers-" + ordinal);
        reader.setDaemon(true);
        reader.start();
        return worker;
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(Sample.WORD)) {
                    samples.add(Sample.parse(ordinal, line));
                } else {
                    answers.add(line);
                }
            }
        } catch (IOException e) {
            return; // it was killed
        } finally {
            answers.add(GONE);
        }
    }

    int ordinal() {
        return ordinal;
    }

    void send(Order order) throws IOException {
        orders.write(order.line() + "\n");
        orders.flush();
    }

    void kill() {
        isKilled = true;
        process.destroyForcibly();
    }

    /** Waits until it is done, or gone; one that does not come to its end is killed, which is a complaint. */
    Done await(int epoch, long untilNanos) throws InterruptedException {
        String line = answers.poll(Math.max(1, untilNanos - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (line == null) {
            kill();
            return new Done(true, 0, "its threads did not come to their end");
        }
        if (line.equals(GONE)) {
            return new Done(true, 0, isKilled ? "" : "its process ended by itself");
        }
        String[] parts = line.split(" ", -1);
        int active = Integer.parseInt(parts[2]);
        String threads = parts[4];
        String complaint = (active == 0 ? "" : active + " connections of its pool are still in use ")
                + (threads.equals("-") ? "" : "threads are left: " + threads);
        return Integer.parseInt(parts[1]) == epoch
                ? new Done(false, Long.parseLong(parts[3]), complaint)
                : new Done(true, 0, "it answered " + line);
    }
}
