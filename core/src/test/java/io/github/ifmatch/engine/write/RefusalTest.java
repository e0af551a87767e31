package io.github.ifmatch.engine.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.ifmatch.dialect.Fault;
import java.sql.SQLException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalTest {

    /** A driver that gives no SQLSTATE, or one for all constraints: its code may say which constraint was broken. */
    @ParameterizedTest
    @CsvSource({
        ", 0, true",
        "'', 0, true",
        "23000, 0, true",
        ", 1062, true",
        "'', 2627, true",
        "23000, 1048, false",
        "23000, 1452, false",
        "23502, 0, false",
        "42000, 0, false"
    })
    void mayBeDuplicate(String state, int code, boolean mayBe) {
        SQLException failure = new SQLException("refused", state, code);

        assertThat(new Refusal(Fault.OTHER, failure, Refusal.Stage.SENT).mayBeDuplicate())
                .isEqualTo(mayBe);
        assertThat(new Refusal(Fault.DUPLICATE, failure, Refusal.Stage.SENT).mayBeDuplicate())
                .isTrue();
    }
}
