package io.github.ifmatch.examples.twotabs.pages;

import io.github.ifmatch.examples.twotabs.rules.RuleState;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A rule as it was read, for a hidden field: signed, so that it comes back as it was sent.
 *
 * <p>The form carries what it was filled with, so the server keeps nothing for forms that are merely open, however many and
 * however long; and a form is worth as much after a restart with the same key. It is signed, not encrypted: whoever has the
 * form has seen the values. Thread-safe.
 */
public final class StateSeal {

    /** So that the same key never signs one thing for another. */
    private static final String PURPOSE = "two-tabs rule state 1:";

    private final SecretKeySpec key;

    StateSeal(byte[] key) {
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    public String seal(RuleState state) {
        String text = Json.write(state);
        return base64(text.getBytes(StandardCharsets.UTF_8)) + "." + base64(signature(text));
    }

    /** The state, if it was sealed with this key. */
    public Optional<RuleState> open(String sealed) {
        int dot = sealed.indexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        try {
            String text = new String(Base64.getUrlDecoder().decode(sealed.substring(0, dot)), StandardCharsets.UTF_8);
            byte[] signature = Base64.getUrlDecoder().decode(sealed.substring(dot + 1));
            return MessageDigest.isEqual(signature, signature(text))
                    ? Optional.of(Json.read(text, RuleState.class))
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // no Base64
        }
    }

    private byte[] signature(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal((PURPOSE + text).getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
