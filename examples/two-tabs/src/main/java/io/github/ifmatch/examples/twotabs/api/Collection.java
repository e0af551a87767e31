package io.github.ifmatch.examples.twotabs.api;

import io.github.ifmatch.Table;
import io.github.ifmatch.examples.twotabs.rules.Rule;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.List;

/**
 * All rules as one resource, which has a tag like any other. It is stored nowhere. Immutable.
 *
 * @param version 63 bits of the digest of every rule's id and version
 */
record Collection(long id, long version) {

    static final Table<Collection, Long> TABLE = Table.of(Collection.class, Long.class);

    static Collection of(List<Rule> rules) {
        ByteBuffer content = ByteBuffer.allocate(Math.multiplyExact(rules.size(), 2 * Long.BYTES));
        rules.forEach(rule -> content.putLong(rule.id()).putLong(rule.version()));
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.array());
            return new Collection(1, ByteBuffer.wrap(digest).getLong() & Long.MAX_VALUE);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
