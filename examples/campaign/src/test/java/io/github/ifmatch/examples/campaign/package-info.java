/** Tests of the fault campaign: a short one, and that it finds what is planted. */
@NullMarked
package io.github.ifmatch.examples.campaign;

import org.jspecify.annotations.NullMarked;
