package io.github.ifmatch.examples.benchmarks.adopting;

import com.baomidou.mybatisplus.core.mapper.BaseMapper;
import org.apache.ibatis.annotations.Param;
import org.apache.ibatis.annotations.Update;

/** The statements of MyBatis-Plus, and one by hand. For one thread at a time, like its session. */
interface CustomerMapper extends BaseMapper<CustomerBean> {

    // region adopting-mybatis-statement
    @Update("UPDATE customers SET discount = #{discount}, version = version + 1"
            + " WHERE id = #{id} AND version = #{version}")
    int setDiscount(@Param("id") long id, @Param("version") long version, @Param("discount") int discount);
    // endregion
}
