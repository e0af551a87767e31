package io.github.ifmatch.examples.reprice;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.Random;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVPrinter;
import org.apache.commons.csv.CSVRecord;

/** The new prices, in a CSV file of product and price. For one thread at a time. */
record PriceList(Path file) {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT
            .builder()
            .setHeader("product", "price")
            .setSkipHeaderRecord(true)
            .get();

    /** Every so many lines one product is named that does not exist. */
    private static final int UNKNOWN_EVERY = 5_000;

    /** One line. Immutable. */
    record Line(long productId, BigDecimal price) {}

    /** Writes a list of a price for each product, always the same; a file that is there stays. */
    void writeIfAbsent(int products) throws IOException {
        if (Files.exists(file)) {
            return;
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Path unfinished = file.resolveSibling(file.getFileName() + ".part");
        Random random = new Random(20_261_125);
        try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(unfinished), CSVFormat.DEFAULT)) {
            csv.printRecord("product", "price");
            for (long id = 1; id <= products; id++) {
                csv.printRecord(id, BigDecimal.valueOf(500 + random.nextInt(100_000), 2));
                if (id % UNKNOWN_EVERY == 0) {
                    csv.printRecord(1_000_000_000 + id, "1.00");
                }
            }
        }
        Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
    }

    long lines() throws IOException {
        long lines = 0;
        try (Lines all = open(0)) {
            for (; all.hasNext(); lines++) {
                Line unused = all.next();
            }
        }
        return lines;
    }

    /** The lines after the first so many. */
    Lines open(long skipped) throws IOException {
        Lines lines = new Lines(CSVParser.parse(Files.newBufferedReader(file), FORMAT));
        for (long i = 0; i < skipped && lines.hasNext(); i++) {
            Line unused = lines.next();
        }
        return lines;
    }

    /** Lines as they are read; to be closed. For one thread at a time. */
    static final class Lines implements Iterator<Line>, AutoCloseable {

        private final CSVParser csv;
        private final Iterator<CSVRecord> records;

        private Lines(CSVParser csv) {
            this.csv = csv;
            this.records = csv.iterator();
        }

        @Override
        public boolean hasNext() {
            return records.hasNext();
        }

        @Override
        public Line next() {
            CSVRecord line = records.next();
            return new Line(Long.parseLong(line.get("product")), new BigDecimal(line.get("price")));
        }

        @Override
        public void close() {
            try {
                csv.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
