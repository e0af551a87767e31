package io.github.ifmatch.examples.benchmarks.peers.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.ifmatch.examples.benchmarks.peers.row.ItemBean;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shape;
import io.github.ifmatch.examples.benchmarks.peers.shop.Shop;
import org.junit.jupiter.api.Test;

/** What peers.md says of MyBatis-Plus' locker, and what the batch has to mend. */
class MybatisPeerTest {

    @Test
    void refusedUpdate_sentAgain_writesOverTheOther() {
        try (Shop shop = Shop.open("h2", Shape.ITEMS);
                MybatisPeer<ItemBean> peer = new MybatisPeer<>(shop.dataSource(), MybatisPeer.Items.class)) {
            shop.fill(1, 1);
            ItemBean bean = peer.find(1);
            shop.overtake(1, 1);

            assertThatThrownBy(() -> peer.update(bean.edited())).isInstanceOf(StaleException.class);

            assertThat(bean.version()).isEqualTo(Shape.START + 1);
            assertThat(peer.update(bean).version()).isEqualTo(Shape.START + 2);
            assertThat(shop.audit(1, 1).stock()).isEqualTo(1);
        }
    }
}
