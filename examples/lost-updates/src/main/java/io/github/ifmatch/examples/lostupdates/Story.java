package io.github.ifmatch.examples.lostupdates;

import com.zaxxer.hikari.HikariDataSource;
import io.github.ifmatch.Database;
import io.github.ifmatch.VersionedRepository;
import java.time.Duration;

/** The whole run: last write wins, then Ifmatch, one conflict in full, and the proof. */
record Story(HikariDataSource dataSource, String table, int editors, Duration duration, Screen screen) {

    /** Tells it; gives the audit of the round with Ifmatch. */
    Audit tell() {
        Catalogue catalogue = Catalogue.load();
        Database database = Database.of(dataSource);
        VersionedRepository<Product, String> products = database.repository(Product.TABLE.named(table));
        Load load = new Load(products, catalogue, editors, duration);
        try (ScratchTable scratch = ScratchTable.create(dataSource, table)) {
            database.verify(products.table());
            opening(catalogue);
            Round round = new Round(database, scratch, load, new Progress(screen));
            screen.heading("Round 1, last write wins: UPDATE ... WHERE sku = ?");
            Round.Result unchecked = round.run(new LastWriteWins(dataSource, products.table()));
            screen.heading("Round 2, Ifmatch: UPDATE ..., version = version + 1 WHERE sku = ? AND version = ?");
            Round.Result checked = round.run((changed, resolver) -> products.tryUpdate(changed, resolver));
            conflict(checked.ledger());
            new Proof(unchecked.audit(), checked.audit()).tell(screen);
            return checked.audit();
        }
    }

    private void opening(Catalogue catalogue) {
        screen.line(
                "%s, %,d products. %d %s at the stocks, a job at the prices, mostly of the %d on offer.%n"
                        + "Each reads a row, thinks for 2 to 8 ms, and writes it.",
                Pool.product(dataSource),
                catalogue.products().size(),
                editors,
                editors == 1 ? "editor" : "editors",
                Catalogue.ON_OFFER);
    }

    private void conflict(Ledger ledger) {
        ledger.example()
                .ifPresentOrElse(
                        encounter -> new ConflictReport(encounter).tell(screen),
                        () -> screen.line("%nNo conflict this time; more editors or seconds make some."));
    }
}
