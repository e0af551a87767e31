package io.github.ifmatch.engine.write;

import io.github.ifmatch.dialect.WriteKind;

/** What the caller asked for, and the word for it in messages. Immutable. */
public enum Verb {
    INSERT("insert", WriteKind.INSERT),
    UPDATE("update", WriteKind.UPDATE),
    PATCH("patch", WriteKind.UPDATE),
    TOUCH("touch", WriteKind.UPDATE),
    DELETE("delete", WriteKind.DELETE),
    OVERWRITE("overwrite", WriteKind.UPDATE),
    WRITE_UNVERSIONED("writeUnversioned", WriteKind.UPDATE);

    public final String word;
    final WriteKind kind;

    Verb(String word, WriteKind kind) {
        this.word = word;
        this.kind = kind;
    }

    /** Whether the statement has the expected version in its condition. */
    boolean checksVersion() {
        return this == UPDATE || this == PATCH || this == TOUCH || this == DELETE;
    }

    /** What is asked when it wrote no row. */
    public Ruling.Question question() {
        if (this == INSERT) {
            return Ruling.Question.ABSENT;
        }
        return checksVersion() ? Ruling.Question.EXPECTED : Ruling.Question.ANY;
    }
}
