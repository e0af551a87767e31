package io.github.ifmatch.examples.lostupdates;

/** The two audits side by side, and the sentence that they come to. */
record Proof(Audit unchecked, Audit checked) {

    void tell(Screen screen) {
        screen.heading("The proof: what the editors were told, against what the table holds");
        table().lines().forEach(line -> screen.line("%s", line));
        screen.line("");
        screen.line(
                "   Last write wins: @|bold,red %,d lost updates|@ (%d %% of those acknowledged), and nobody was told.",
                unchecked.lost(), 100 * unchecked.lost() / Math.max(1, unchecked.acknowledged()));
        screen.line(
                "   With Ifmatch:    @|bold,%s %,d lost updates|@; %,d conflicts were told, and settled.",
                checked.isClean() ? "green" : "red", checked.lost(), checked.conflicts());
    }

    private TextTable table() {
        return TextTable.of("", "last write wins", "Ifmatch")
                .row("updates acknowledged to the editors", unchecked.acknowledged(), checked.acknowledged())
                .row("updates that the rows show", unchecked.found(), checked.found())
                .row("lost updates", unchecked.lost(), checked.lost())
                .row("products not as the ledger says", unchecked.wrongProducts(), checked.wrongProducts())
                .row("conflicts", unchecked.conflicts(), checked.conflicts());
    }
}
