package io.github.ifmatch.testkit.history;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which transaction comes after which, and why: a graph whose cycles are looked for. For one thread at a time. */
final class Dependencies {

    /** Why one transaction comes after another. */
    enum Reason {
        /** It wrote over what the other wrote. */
        WW,
        /** It read what the other wrote. */
        WR,
        /** It wrote over what the other read. */
        RW
    }

    record Edge(int from, int to, Reason type, Object list) {}

    private final List<List<Edge>> edges = new ArrayList<>();

    Dependencies(int nodes) {
        for (int i = 0; i < nodes; i++) {
            edges.add(new ArrayList<>(2));
        }
    }

    void add(int from, int to, Reason type, Object list) {
        if (from != to) {
            edges.get(from).add(new Edge(from, to, type, list));
        }
    }

    /** Each node's set of nodes from which there is a way to it and back, by a number; nodes that are alone have -1. */
    int[] circles(Set<Reason> types) {
        return new Circles(types).find();
    }

    /** The edges of these types that lead from a circle to itself. */
    List<Edge> within(int[] circles, Reason type) {
        List<Edge> within = new ArrayList<>();
        for (List<Edge> from : edges) {
            for (Edge edge : from) {
                if (edge.type == type && circles[edge.from] >= 0 && circles[edge.from] == circles[edge.to]) {
                    within.add(edge);
                }
            }
        }
        return within;
    }

    /** The edge and the shortest way back by these types, in its circle; null if there is none. */
    @Nullable
    List<Edge> cycle(Edge first, Set<Reason> types, int[] circles) {
        Edge[] before = new Edge[edges.size()];
        Deque<Integer> open = new ArrayDeque<>(List.of(first.to));
        while (!open.isEmpty() && before[first.from] == null) {
            for (Edge edge : edges.get(open.remove())) {
                boolean isWithin = types.contains(edge.type) && circles[edge.to] == circles[first.from];
                if (isWithin && edge.to != first.to && before[edge.to] == null) {
                    before[edge.to] = edge;
                    open.add(edge.to);
                }
            }
        }
        if (before[first.from] == null) {
            return null;
        }
        List<Edge> cycle = new ArrayList<>();
        for (int node = first.from; node != first.to; node = cycle.get(cycle.size() - 1).from) {
            cycle.add(before[node]);
        }
        cycle.add(first);
        Collections.reverse(cycle);
        return cycle;
    }

    /** Tarjan's strongly connected components, without recursion. */
    private final class Circles {
        private final Set<Reason> types;
        private final int[] index = new int[edges.size()];
        private final int[] low = new int[edges.size()];
        private final boolean[] isOpen = new boolean[edges.size()];
        private final int[] nextEdge = new int[edges.size()];
        private final int[] circles = new int[edges.size()];
        private final Deque<Integer> met = new ArrayDeque<>();
        private final Deque<Integer> path = new ArrayDeque<>();
        private int indexes;
        private int count;

        Circles(Set<Reason> types) {
            this.types = EnumSet.copyOf(types);
            Arrays.fill(circles, -1);
        }

        int[] find() {
            for (int node = 0; node < index.length; node++) {
                if (index[node] == 0) {
                    enter(node);
                    while (!path.isEmpty()) {
                        go(path.peek());
                    }
                }
            }
            return circles;
        }

        private void enter(int node) {
            index[node] = ++indexes;
            low[node] = indexes;
            isOpen[node] = true;
            met.push(node);
            path.push(node);
        }

        /** One edge on, or back if there is none left. */
        private void go(int node) {
            List<Edge> from = edges.get(node);
            while (nextEdge[node] < from.size()) {
                Edge edge = from.get(nextEdge[node]++);
                if (types.contains(edge.type)) {
                    if (index[edge.to] == 0) {
                        enter(edge.to);
                        return;
                    }
                    if (isOpen[edge.to]) {
                        low[node] = Math.min(low[node], index[edge.to]);
                    }
                }
            }
            path.pop();
            if (!path.isEmpty()) {
                low[path.peek()] = Math.min(low[path.peek()], low[node]);
            }
            if (low[node] == index[node]) {
                close(node);
            }
        }

        private void close(int root) {
            boolean isAlone = met.peek() == root;
            int node;
            do {
                node = met.pop();
                isOpen[node] = false;
                circles[node] = isAlone ? -1 : count;
            } while (node != root);
            count += isAlone ? 0 : 1;
        }
    }
}
