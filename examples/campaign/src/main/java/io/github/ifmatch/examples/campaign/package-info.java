/**
 * The fault campaign: in go the databases, a seed and a time; out comes what became of every write, checked against the table.
 *
 * <p>{@code work} writes, in processes of its own; {@code fault} breaks what {@code server} runs; {@code history} is what is logged, {@code
 * check} holds it against the table, {@code report} says what was found.
 */
@NullMarked
@CheckReturnValue
package io.github.ifmatch.examples.campaign;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
