package io.github.ifmatch.examples.benchmarks.peers.row;

/** The 60 columns as code by hand would rather have them. Immutable: nobody writes into its arrays. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record WideArray(long id, int stock, String[] texts, long[] numbers, long version)
        implements RecordRow<WideArray> {

    /** How many texts a row has, {@code t01} and so on. */
    public static final int TEXTS = 29;

    /** How many numbers a row has, {@code n01} and so on. */
    public static final int NUMBERS = 28;

    @Override
    public WideArray stocked(int newStock) {
        return new WideArray(id, newStock, texts, numbers, version);
    }

    @Override
    public WideArray at(long newVersion) {
        return new WideArray(id, stock, texts, numbers, newVersion);
    }
}
