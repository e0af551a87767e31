package io.github.ifmatch.examples.benchmarks.adopting;

import com.baomidou.mybatisplus.annotation.IdType;
import com.baomidou.mybatisplus.annotation.TableId;
import com.baomidou.mybatisplus.annotation.TableName;
import com.baomidou.mybatisplus.annotation.Version;

/** The row as MyBatis-Plus has it. For one thread at a time. */
// region adopting-mybatis-plus
@TableName("customers")
class CustomerBean {

    @TableId(type = IdType.INPUT)
    Long id;

    String name;

    Integer discount;

    @Version
    Long version;
}
// endregion
