package io.mypay.e2e.chaos;

import java.util.ArrayList;
import java.util.List;

/** What an audit finds: what was lost, what was done twice, and whatever else does not agree. */
public final class Findings {

    private final List<String> lost = new ArrayList<>();
    private final List<String> twice = new ArrayList<>();
    private final List<String> other = new ArrayList<>();

    void lost(String what) {
        lost.add("LOST: " + what);
    }

    void twice(String what) {
        twice.add("TWICE: " + what);
    }

    void wrong(String what) {
        other.add("WRONG: " + what);
    }

    /** Both sides must be the same. */
    void equal(String what, long expected, long seen) {
        if (expected != seen) {
            wrong("%s: %,d expected, %,d found".formatted(what, expected, seen));
        }
    }

    public int lostCount() {
        return lost.size();
    }

    public int twiceCount() {
        return twice.size();
    }

    public boolean isEmpty() {
        return all().isEmpty();
    }

    public List<String> all() {
        List<String> all = new ArrayList<>(lost);
        all.addAll(twice);
        all.addAll(other);
        return all;
    }
}
