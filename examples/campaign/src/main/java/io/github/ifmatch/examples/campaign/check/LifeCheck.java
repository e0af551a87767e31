package io.github.ifmatch.examples.campaign.check;

import io.github.ifmatch.examples.campaign.check.Finding.Kind;
import io.github.ifmatch.examples.campaign.history.Operation;
import io.github.ifmatch.examples.campaign.history.Resolution;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Holds one life of a row against what was said of its writes. For one thread at a time. */
final class LifeCheck {

    private final String name;
    private final Life life;
    private final List<Operation> floating;
    private final Bucket bucket;
    private final boolean isReinserted;
    private final List<Finding> findings = new ArrayList<>();
    private List<Step> ways = List.of();

    LifeCheck(String name, Life life, List<Operation> floating, Bucket bucket, boolean isReinserted) {
        this.isReinserted = isReinserted;
        this.name = name;
        this.life = life;
        this.floating = floating;
        this.bucket = bucket;
    }

    /** What is wrong with it. */
    List<Finding> findings() {
        for (Operation[] twice : life.doubles) {
            find(lost(twice[0], twice[1]), "two writes left one version\n  " + twice[0] + "\n  " + twice[1]);
        }
        if (life.row != null && life.end != null) {
            find(Kind.PHANTOM_WRITE, "it stands, at version " + life.row.version() + ", after\n  " + life.end);
        }
        if (findings.isEmpty() && life.isKnown()) {
            checkEnds();
        }
        return findings;
    }

    private void checkEnds() {
        List<Long> last = life.lastVersions();
        if (last.isEmpty()) {
            Kind lost = isReinserted ? Kind.REINSERTED_ROW_LOST : Kind.LOST_UPDATE;
            find(
                    life.acknowledged.isEmpty() ? Kind.UNTRUE_READ : lost,
                    "there is no such row, and nothing deleted it; acknowledged were " + life.acknowledged.values()
                            + "; it was shown as " + life.shown);
            return;
        }
        for (long version : last) {
            if (replay(Operation::mayStand).reaches(version) && isAllBefore(version)) {
                accept(version);
                return;
            }
        }
        explain(last.get(last.size() - 1));
    }

    private boolean isAllBefore(long version) {
        return (life.acknowledged.isEmpty() || life.acknowledged.lastKey() <= version)
                && (life.shown.isEmpty() || life.shown.lastKey() <= version);
    }

    private Replay replay(Predicate<Operation> mayStand) {
        return new Replay(life, floating, mayStand, bucket);
    }

    /** Several ways may lead there; what is not the same in all of them is not certain. */
    private void accept(long version) {
        Replay replay = replay(Operation::mayStand);
        if (replay.reaches(version)) {
            ways = replay.ways;
        }
    }

    /** Looks for what would explain it: a write that was resolved otherwise, one that was refused, or nothing. */
    private void explain(long last) {
        Replay strict = replay(Operation::mayStand);
        if (strict.reaches(last)) {
            Map<Long, Operation> later = life.acknowledged.tailMap(last, false);
            find(
                    later.isEmpty() ? Kind.UNTRUE_READ : lost(later.values().toArray(Operation[]::new)),
                    "it ended at version " + last + ", but later ones were seen: acknowledged "
                            + later + ", shown "
                            + life.shown.tailMap(last, false) + "\n" + history(strict));
            return;
        }
        Predicate<Operation> resolved =
                operation -> operation.mayStand() || operation.result().resolution() == Resolution.ROLLED_BACK;
        Predicate<Operation> refused =
                operation -> resolved.test(operation) || operation.answer().saysNothingWritten();
        Operation known = life.acknowledged.get(strict.failedAt);
        Kind kind;
        if (replay(resolved).reaches(last)) {
            kind = Kind.WRONG_RESOLUTION;
        } else if (replay(refused).reaches(last)) {
            kind = Kind.PHANTOM_WRITE;
        } else {
            kind = known == null ? Kind.PHANTOM_WRITE : lost(known);
        }
        find(kind, told(strict, known));
    }

    private String told(Replay strict, @Nullable Operation known) {
        return "nothing makes version " + strict.failedAt + " of it what it was"
                + (known == null ? "" : ", and not\n  " + known)
                + "\nit was shown as " + life.shown.get(strict.failedAt)
                + "\nof it was told:\n  " + life.others.getOrDefault(strict.failedAt, List.of())
                + "\nof any version:\n  " + floating + "\ninserts: " + life.starts + "\n" + history(strict);
    }

    /** What was acknowledged and is not there; or what resolve() said of one that nobody acknowledged. */
    private static Kind lost(Operation... writes) {
        boolean isAcknowledged = Arrays.stream(writes).allMatch(Operation::isApplied);
        return isAcknowledged ? Kind.LOST_UPDATE : Kind.WRONG_RESOLUTION;
    }

    private static String history(Replay replay) {
        return replay.ways.isEmpty() ? "  (nothing before)" : replay.ways.get(0).history();
    }

    private void find(Kind kind, String text) {
        findings.add(new Finding(kind, name, text));
    }

    /** Every way in which it can have come to its end; empty where something is wrong. */
    List<Step> ways() {
        return ways;
    }
}
