package io.github.ifmatch.testkit.write;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.Conflict;
import io.github.ifmatch.Edit;
import io.github.ifmatch.testkit.sample.AccountBean;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Rows that are JavaBeans: never changed by what they are passed to, and taken as they are at the call. */
public abstract class BeanContract extends ShapeContract<AccountBean> {

    protected BeanContract() {
        super(AccountBean.TABLE);
    }

    @Override
    protected AccountBean row(long id, String owner, String balance, long version) {
        return AccountBean.of(id, owner, balance, version);
    }

    @Override
    protected AccountBean renamed(AccountBean row, String owner) {
        return AccountBean.of(row.getId(), owner, row.getBalance().toString(), row.getVersion());
    }

    private AccountBean ann() {
        return rows.insert(row(7, "Ann", "10", 0));
    }

    @Test
    void patch_oneBean() {
        AccountBean ann = ann();

        for (ThrowingCallable patch : List.<ThrowingCallable>of(
                () -> rows.patch(ann, ann.setOwner("Anne")), () -> rows.patchAll(List.of(new Edit<>(ann, ann))))) {
            assertThatThrownBy(patch)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("before and after are one object, so what was changed in it cannot be seen");
        }
        assertThat(rows.get(7L)).hasToString("7 Ann 10.00 v1");
    }

    @Test
    void modify_inPlace() {
        ann();

        assertThat(rows.modify(7L, row -> row.setOwner("Anne"))).hasToString("7 Anne 10.00 v2");
        assertThat(rows.modify(7L, row -> row)).hasToString("7 Anne 10.00 v2");
    }

    @Test
    void merge_inPlace() {
        AccountBean ann = ann();
        rows.update(row(7, "Ann", "30", 1));
        var merge = AccountBean.TABLE.mergeFrom(ann);

        assertThat(rows.update(ann.setOwner("Anne"), merge)).hasToString("7 Anne 30.00 v3");
    }

    @Test
    void conflict_attemptedAsItWas() {
        AccountBean ann = ann();
        rows.touch(ann);

        Conflict<AccountBean> conflict = (Conflict<AccountBean>) rows.tryUpdate(ann.setOwner("mine"));
        ann.setOwner("something else");

        assertThat(conflict.attempted()).hasToString("7 mine 10.00 v1");
        assertThat(conflict.rebased()).hasToString("7 mine 10.00 v2");
    }
}
