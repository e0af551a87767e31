package io.github.ifmatch.jdbi;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import org.jdbi.v3.sqlobject.customizer.Bind;
import org.jdbi.v3.sqlobject.customizer.Timestamped;
import org.junit.jupiter.api.Test;

/** By which names a method's parameters can be bound. */
class BindableTest {

    interface Dao {
        void renamed(@Bind("seen") long version);

        @Timestamped
        void stamped(long version);
    }

    private static Bindable of(String name) throws NoSuchMethodException {
        Method method = Dao.class.getDeclaredMethod(name, long.class);
        return Bindable.of(method);
    }

    @Test
    void lacks_whatIsBoundByAnotherName() throws NoSuchMethodException {
        assertThat(of("renamed").lacks("seen")).isFalse();
        assertThat(of("renamed").lacks("version")).isTrue();
    }

    /** It binds names of its own, which we do not know. */
    @Test
    void lacks_nothingBesideAnotherCustomizer() throws NoSuchMethodException {
        assertThat(of("stamped").lacks("now")).isFalse();
    }
}
