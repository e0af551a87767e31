package io.github.ifmatch.examples.reprice;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The refused lines as a CSV file, for people to settle. */
final class RefusedFile {

    private RefusedFile() {}

    static void write(Store store, Path file) throws SQLException, IOException {
        try (Connection connection = store.dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT product_id, reason, list_price, current_price FROM reprice_refused ORDER BY id");
                CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.DEFAULT)) {
            csv.printRecord("product", "reason", "list price", "current price");
            while (rows.next()) {
                csv.printRecord(rows.getLong(1), rows.getString(2), rows.getBigDecimal(3), rows.getBigDecimal(4));
            }
        }
    }
}
