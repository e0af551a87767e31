package io.github.ifmatch.examples.benchmarks.streaming;

import static com.sun.management.GarbageCollectionNotificationInfo.GARBAGE_COLLECTION_NOTIFICATION;

import com.sun.management.GarbageCollectionNotificationInfo;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.openmbean.CompositeData;

/**
 * What the heap held after each garbage collection. Thread-safe.
 *
 * <p>The JVM tells of every collection, the small ones too; what they leave in the old generation may be garbage, so the
 * figure is rather too high than too low. A memory pool's own collection usage would say nothing of an old generation
 * that was never collected.
 */
final class Heap {

    /** When it ended, in ms of the system's clock, and how many bytes were left in use. */
    private record Collection(long ended, long bytes) {}

    private final List<Collection> collections = new CopyOnWriteArrayList<>();
    private final List<String> pools = ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getName)
            .toList();

    Heap() {
        ManagementFactory.getGarbageCollectorMXBeans()
                .forEach(collector -> ((NotificationEmitter) collector)
                        .addNotificationListener(
                                (notification, unused) -> add(notification),
                                notification -> notification.getType().equals(GARBAGE_COLLECTION_NOTIFICATION),
                                null));
    }

    /** The notification comes later; its time stamp is the end of the collection. */
    private void add(Notification notification) {
        GcInfo collection = GarbageCollectionNotificationInfo.from((CompositeData) notification.getUserData())
                .getGcInfo();
        long bytes = collection.getMemoryUsageAfterGc().entrySet().stream()
                .filter(pool -> pools.contains(pool.getKey()))
                .mapToLong(pool -> pool.getValue().getUsed())
                .sum();
        collections.add(new Collection(notification.getTimeStamp(), bytes));
    }

    /** The most that was in use after a collection between the two, in ms of the system's clock; empty if there was none. */
    OptionalLong most(long from, long to) {
        return collections.stream()
                .filter(collection -> collection.ended() >= from && collection.ended() <= to)
                .mapToLong(Collection::bytes)
                .max();
    }
}
