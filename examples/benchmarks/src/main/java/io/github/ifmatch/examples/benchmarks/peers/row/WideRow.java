package io.github.ifmatch.examples.benchmarks.peers.row;

import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.relational.core.mapping.Column;
import org.springframework.data.relational.core.mapping.Table;

/** A row of 60 columns; the annotations are for Spring Data. Immutable. */
@Table("wide")
public record WideRow(
        @Id @Column("id") long id,
        int stock,
        String t01,
        String t02,
        String t03,
        String t04,
        String t05,
        String t06,
        String t07,
        String t08,
        String t09,
        String t10,
        String t11,
        String t12,
        String t13,
        String t14,
        String t15,
        String t16,
        String t17,
        String t18,
        String t19,
        String t20,
        String t21,
        String t22,
        String t23,
        String t24,
        String t25,
        String t26,
        String t27,
        String t28,
        String t29,
        long n01,
        long n02,
        long n03,
        long n04,
        long n05,
        long n06,
        long n07,
        long n08,
        long n09,
        long n10,
        long n11,
        long n12,
        long n13,
        long n14,
        long n15,
        long n16,
        long n17,
        long n18,
        long n19,
        long n20,
        long n21,
        long n22,
        long n23,
        long n24,
        long n25,
        long n26,
        long n27,
        long n28,
        @Version @Column("version") long version)
        implements RecordRow<WideRow> {

    @Override
    public WideRow stocked(int newStock) {
        return with(newStock, version);
    }

    @Override
    public WideRow at(long newVersion) {
        return with(stock, newVersion);
    }

    private WideRow with(int newStock, long newVersion) {
        return new WideRow(id, newStock, t01, t02, t03, t04, t05, t06, t07, t08, t09, t10, t11, t12, t13, t14, t15, t16, t17, t18, t19, t20, t21, t22, t23, t24, t25, t26, t27, t28, t29, n01, n02, n03, n04, n05, n06, n07, n08, n09, n10, n11, n12, n13, n14, n15, n16, n17, n18, n19, n20, n21, n22, n23, n24, n25, n26, n27, n28, newVersion);
    }
}
