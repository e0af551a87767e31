package io.github.ifmatch.examples.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckedTest {

    private static final String WHOLE =
            """

            Full statespace search for:
            	never claim         	- (none specified)
            	assertion violations	+
            	invalid end states	+

            State-vector 104 byte, depth reached 283, errors: 0
                73793 states, stored
            reached line 55
            """;

    private static final Check WORLD = Check.holds("a world", "write.pml", "WRITERS=3");
    private static final Check FAULT = Check.finds("a fault", "write.pml", "FAULT_X", "told_truly");

    @Test
    void allStatesSeen_holds() {
        Checked checked = Checked.of(WORLD, WHOLE, 1);

        assertThat(checked.isAsExpected()).isTrue();
        assertThat(checked.result()).isEqualTo("holds");
        assertThat(checked.states()).isEqualTo(73_793);
        assertThat(checked.depth()).isEqualTo(283);
        assertThat(checked.deciding()).containsExactly(55);
        assertThat(WORLD.writers()).isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "error: max search depth too small",
                "pan: reached -DMEMLIM bound",
                "Warning: Search not completed",
                "Bit statespace search for:",
                "	+ hash-compact"
            })
    void aLimitWasMet_isNotComplete(String line) {
        Checked checked = Checked.of(WORLD, line + "\n" + WHOLE, 1);

        assertThat(checked.isAsExpected()).isFalse();
        assertThat(checked.result()).isEqualTo("NOT COMPLETE");
    }

    @Test
    void anotherPropertyThanTheOneExpected_isNoFind() {
        String violated = "pan:1: assertion violated (no_lost_update||(version[0]==1)) (at depth 9)\n"
                + WHOLE.replace("errors: 0", "errors: 1");

        assertThat(Checked.of(FAULT, violated, 1).isAsExpected()).isFalse();
        assertThat(Checked.of(FAULT, violated, 1).result()).isEqualTo("NOT EXPECTED: no lost update");
        assertThat(Checked.of(WORLD, violated, 1).isAsExpected()).isFalse();
        assertThat(Checked.of(FAULT, violated.replace("no_lost_update", "told_truly"), 1)
                        .result())
                .isEqualTo("found: told truly");
    }

    @Test
    void nothingViolated_whereAFaultWasPlanted_isNotFound() {
        assertThat(Checked.of(FAULT, WHOLE, 1).isAsExpected()).isFalse();
        assertThat(Checked.of(FAULT, WHOLE, 1).result()).isEqualTo("NOT FOUND");
    }

    @Test
    void deadlockAndEndlessCall_areToldApart() {
        String deadlock = "pan:1: invalid end state (at depth 163)\n" + WHOLE.replace("errors: 0", "errors: 1");
        String endless = "pan:1: non-progress cycle (at depth 163)\n" + WHOLE.replace("errors: 0", "errors: 1");

        assertThat(Checked.of(WORLD, deadlock, 1).violated()).isEqualTo("no_deadlock");
        assertThat(Checked.of(WORLD, endless, 1).violated()).isEqualTo("every_call_ends");
    }
}
