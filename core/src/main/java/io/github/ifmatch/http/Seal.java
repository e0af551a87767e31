package io.github.ifmatch.http;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** What binds a tag to its row. Thread-safe: every implementation must be. */
interface Seal {

    /** The seal of these bytes, in characters that a tag can hold; no dot among them. */
    String of(byte[] content);

    /** Whoever knows the table and the id can make it: it keeps rows apart, and proves nothing. 128 bits. */
    static Seal digest() {
        return content -> {
            try {
                return text(Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(content), 16));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    /** HMAC-SHA256 (RFC 2104), not truncated. */
    static Seal hmac(byte[] key) {
        SecretKeySpec secret = new SecretKeySpec(key, "HmacSHA256"); // copies the key
        return content -> {
            try {
                Mac mac = Mac.getInstance("HmacSHA256"); // a Mac is for one thread at a time
                mac.init(secret);
                return text(mac.doFinal(content));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        };
    }

    private static String text(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
