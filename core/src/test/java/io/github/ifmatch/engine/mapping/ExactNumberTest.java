package io.github.ifmatch.engine.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;

class ExactNumberTest {

    @Test
    void as_sameNumber() {
        assertThat(ExactNumber.as(Long.class, 5.0)).isEqualTo(5L);
        assertThat(ExactNumber.as(Integer.class, new BigInteger("5"))).isEqualTo(5);
        assertThat(ExactNumber.as(Short.class, 5L)).isEqualTo((short) 5);
        assertThat(ExactNumber.as(Byte.class, new BigDecimal("5.00"))).isEqualTo((byte) 5);
        assertThat(ExactNumber.as(BigInteger.class, 1e20)).isEqualTo(BigInteger.TEN.pow(20));
        assertThat(ExactNumber.as(BigInteger.class, new BigDecimal("0e-999999999")))
                .isEqualTo(BigInteger.ZERO);
        assertThat(ExactNumber.as(BigDecimal.class, 0.1)).isEqualTo(new BigDecimal("0.1"));
        assertThat(ExactNumber.as(Double.class, new BigDecimal("0.1"))).isEqualTo(0.1);
        assertThat(ExactNumber.as(Double.class, 3)).isEqualTo(3.0);
        assertThat(ExactNumber.as(Float.class, 0.1)).isEqualTo(0.1f);
    }

    @Test
    void as_noSuchNumber() {
        assertThat(ExactNumber.as(Double.class, (1L << 53) + 1)).isNull();
        assertThat(ExactNumber.as(Float.class, 0.123456789)).isNull();
        assertThat(ExactNumber.as(String.class, 5)).isNull();
        assertThat(ExactNumber.as(BigInteger.class, new BigDecimal("1e999999999")))
                .isNull();
        assertThat(ExactNumber.as(BigInteger.class, new BigDecimal("1e-999999999")))
                .isNull();
        assertThatThrownBy(() -> ExactNumber.as(Byte.class, 128)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ExactNumber.as(Long.class, new BigDecimal("1e999999999")))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ExactNumber.as(BigInteger.class, 5.5)).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> ExactNumber.as(BigDecimal.class, Double.NaN))
                .isInstanceOf(NumberFormatException.class);
        assertThatThrownBy(() -> ExactNumber.as(Double.class, new BigDecimal("1e400")))
                .isInstanceOf(NumberFormatException.class); // an infinity
    }
}
