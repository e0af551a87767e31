package io.github.ifmatch.http;

import static java.util.Objects.requireNonNull;

import io.github.ifmatch.Table;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Makes the entity tags of a table's rows, and reads versions back from them.
 *
 * <p>There are three sorts, each stricter than the one before:
 *
 * <table>
 * <caption>The sorts of tags</caption>
 * <tr><td>{@code RowTags.of(table)}<td>{@code "5"}<td>the version alone
 * <tr><td>{@code .bound()}<td>{@code "5.zYx…"}<td>never matches another row, nor a row of another table
 * <tr><td>{@code .signedWith(key)}<td>{@code "5.kJh…"}<td>so too, and nobody without the key can make one (HMAC-SHA256)
 * </table>
 *
 * <p>The same text, without the quotes, is the {@linkplain #token token} for a hidden field of a form. A tag is strong: it
 * stands for one version of one representation. If a row is served in several representations, each needs tags of its
 * own: see {@link #forRepresentation}. If an id may be used again, the table's versions must never come back (§8.8.1): see
 * {@link io.github.ifmatch.type.VersionSource#COUNTER_FROM_CLOCK}.
 *
 * <p>Immutable.
 *
 * @param <R> the row
 * @param <ID> the id
 */
public final class RowTags<R, ID> {

    /** The length below which RFC 2104 §3 strongly discourages a key: that of the digest. */
    private static final int LEAST_KEY_BYTES = 32;

    /** Longer than any text that we make. */
    private static final int LONGEST = 128;

    private final Table<R, ID> table;
    private final List<Seal> seals;
    private final String representation;

    private RowTags(Table<R, ID> table, List<Seal> seals, String representation) {
        this.table = table;
        this.seals = List.copyOf(seals);
        this.representation = representation;
    }

    /** Tags that are the version alone: {@code "5"}. */
    public static <R, ID> RowTags<R, ID> of(Table<R, ID> table) {
        return new RowTags<>(requireNonNull(table, "table must not be null"), List.of(), "");
    }

    /** Tags bound to table and id: a tag of another row never matches. */
    public RowTags<R, ID> bound() {
        return new RowTags<>(table, List.of(Seal.digest()), representation);
    }

    /**
     * Tags bound to table and id, and signed with HMAC-SHA256.
     *
     * @param key random bytes that only the server knows, at least 32
     * @param earlierKeys keys whose tags are accepted, too, while keys are being changed
     * @throws IllegalArgumentException if a key is shorter than 32 bytes
     */
    public RowTags<R, ID> signedWith(byte[] key, byte[]... earlierKeys) {
        List<Seal> hmacs = new ArrayList<>();
        hmacs.add(Seal.hmac(checked(key, "key")));
        for (byte[] earlier : requireNonNull(earlierKeys, "earlierKeys must not be null")) {
            hmacs.add(Seal.hmac(checked(earlier, "earlier key")));
        }
        return new RowTags<>(table, hmacs, representation);
    }

    private static byte[] checked(byte[] key, String name) {
        if (requireNonNull(key, name + " must not be null").length < LEAST_KEY_BYTES) {
            throw new IllegalArgumentException(
                    name + " must have at least " + LEAST_KEY_BYTES + " bytes: " + key.length);
        }
        return key;
    }

    /**
     * Tags of one representation among several of the same rows, such as {@code "html"} or {@code "de"}: they do not match
     * those of another.
     *
     * @throws IllegalStateException if the tags are neither bound nor signed
     */
    public RowTags<R, ID> forRepresentation(String name) {
        requireNonNull(name, "name must not be null");
        if (seals.isEmpty()) {
            throw new IllegalStateException("tags must be bound or signed to tell representations apart");
        }
        return new RowTags<>(table, seals, name);
    }

    /** Whether a tag matches its own row alone: whether they are bound, or signed. */
    public boolean isSealed() {
        return !seals.isEmpty();
    }

    /** The table whose rows these are the tags of. */
    public Table<R, ID> table() {
        return table;
    }

    /** The row's tag, for the field {@code ETag}. */
    public ETag of(R row) {
        return of(table.id(row), table.version(row));
    }

    /** The tag of the row with this id at this version. */
    public ETag of(ID id, long version) {
        return ETag.strong(token(id, version));
    }

    /** The row's token, for a hidden field of a form: letters, digits, dot, hyphen and underscore. */
    public String token(R row) {
        return token(table.id(row), table.version(row));
    }

    private String token(ID id, long version) {
        requireNonNull(id, "id must not be null");
        return seals.isEmpty() ? Long.toString(version) : sealed(seals.get(0), id, version);
    }

    private String sealed(Seal seal, ID id, long version) {
        return version + "." + seal.of(RowContent.of(table, id, version, representation));
    }

    /** The version that a tag stands for; empty if it is weak, not a tag of this row, or of a version that no row can be at. */
    public OptionalLong version(ID id, ETag tag) {
        return tag.isWeak() ? OptionalLong.empty() : version(id, tag.value());
    }

    /** The version that a token stands for; empty if it is not a token of this row, or of a version that no row can be at. */
    public OptionalLong version(ID id, String token) {
        requireNonNull(id, "id must not be null");
        requireNonNull(token, "token must not be null");
        if (token.length() > LONGEST) {
            return OptionalLong.empty();
        }
        int dot = token.indexOf('.');
        OptionalLong version = version(dot < 0 ? token : token.substring(0, dot));
        return version.isPresent() && isGenuine(id, version.getAsLong(), token) ? version : OptionalLong.empty();
    }

    /** A number as we write it: no zeros in front, no plus sign, no digits but ASCII's. */
    private OptionalLong version(String text) {
        try {
            long version = Long.parseLong(text);
            return Long.toString(version).equals(text) && table.canHold(version)
                    ? OptionalLong.of(version)
                    : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    /** Made anew and compared in constant time; every key is tried, so that time does not tell which one fits. */
    private boolean isGenuine(ID id, long version, String token) {
        if (seals.isEmpty()) {
            return token.indexOf('.') < 0;
        }
        boolean isGenuine = false;
        for (Seal seal : seals) {
            isGenuine |= MessageDigest.isEqual(bytes(sealed(seal, id, version)), bytes(token));
        }
        return isGenuine;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Names the table, never a key. */
    @Override
    public String toString() {
        return "RowTags[" + table.name() + "]";
    }
}
