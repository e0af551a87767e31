package io.github.ifmatch.examples.twotabs.pages.edit;

/** A form whose version or base this server did not give out; what was typed is shown again, to be copied. */
public final class UnreadableForm extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient RuleForm form;
    private final int status;

    public UnreadableForm(RuleForm form, int status) {
        super("a form without the version that it was given", null, false, false);
        this.form = form;
        this.status = status;
    }

    RuleForm form() {
        return form;
    }

    int status() {
        return status;
    }
}
