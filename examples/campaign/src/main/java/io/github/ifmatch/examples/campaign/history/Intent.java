package io.github.ifmatch.examples.campaign.history;

/**
 * A write that is about to be made. Immutable.
 *
 * @param number its own, and its mark's
 * @param group the number of the call that it is part of
 * @param table 0 for notes, 1 for parts
 * @param id the row's; a bucket's for {@link Effect#BULK_WHERE}
 * @param base the row as it was read, on which the write rests; {@link State#NONE} where it is not known beforehand
 * @param begun when, in nanoseconds of the machine's monotonic clock
 */
public record Intent(
        long number, long group, WritePath path, Effect effect, int table, long id, State base, long begun) {}
