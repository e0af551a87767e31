package io.github.ifmatch.examples.benchmarks.peers.ebean;

import jakarta.persistence.Entity;
import jakarta.persistence.Table;

/** A row of 60 columns, which the build enhances for Ebean. For one thread at a time. */
@Entity
@Table(name = "wide")
@SuppressWarnings({"NullAway.Init", "unused"}) // filled in by Ebean
public class EbeanWide extends EbeanRow<EbeanWide> {

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
    private long n01;
    private long n02;
    private long n03;
    private long n04;
    private long n05;
    private long n06;
    private long n07;
    private long n08;
    private long n09;
    private long n10;
    private long n11;
    private long n12;
    private long n13;
    private long n14;
    private long n15;
    private long n16;
    private long n17;
    private long n18;
    private long n19;
    private long n20;
    private long n21;
    private long n22;
    private long n23;
    private long n24;
    private long n25;
    private long n26;
    private long n27;
    private long n28;
}
