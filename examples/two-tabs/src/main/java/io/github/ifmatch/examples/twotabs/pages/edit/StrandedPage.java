package io.github.ifmatch.examples.twotabs.pages.edit;

import io.github.ifmatch.examples.twotabs.pages.Frame;

/**
 * What was typed, to be copied or made a new rule of, when there is no row that it could be saved in. Immutable.
 *
 * @param lead what happened
 * @param key for the new rule's form
 */
record StrandedPage(Frame frame, String lead, RuleForm form, String key) {}
