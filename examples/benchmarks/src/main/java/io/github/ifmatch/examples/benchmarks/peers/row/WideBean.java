package io.github.ifmatch.examples.benchmarks.peers.row;

import com.baomidou.mybatisplus.annotation.TableName;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of 60 columns for Hibernate and MyBatis-Plus. For one thread at a time. */
@Entity
@Table(name = "wide")
@TableName("wide")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by the libraries
public class WideBean extends BeanRow<WideBean> {

    private String t01;
    private String t02;
    private String t03;
    private String t04;
    private String t05;
    private String t06;
    private String t07;
    private String t08;
    private String t09;
    private String t10;
    private String t11;
    private String t12;
    private String t13;
    private String t14;
    private String t15;
    private String t16;
    private String t17;
    private String t18;
    private String t19;
    private String t20;
    private String t21;
    private String t22;
    private String t23;
    private String t24;
    private String t25;
    private String t26;
    private String t27;
    private String t28;
    private String t29;
    private Long n01;
    private Long n02;
    private Long n03;
    private Long n04;
    private Long n05;
    private Long n06;
    private Long n07;
    private Long n08;
    private Long n09;
    private Long n10;
    private Long n11;
    private Long n12;
    private Long n13;
    private Long n14;
    private Long n15;
    private Long n16;
    private Long n17;
    private Long n18;
    private Long n19;
    private Long n20;
    private Long n21;
    private Long n22;
    private Long n23;
    private Long n24;
    private Long n25;
    private Long n26;
    private Long n27;
    private Long n28;

    @Override
    WideBean empty() {
        return new WideBean();
    }
}
