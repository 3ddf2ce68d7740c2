package io.conversationcleanup.simulator;

import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Decides which calls go wrong. The same calls with the same random seed go wrong again. Called from one thread. */
final class FaultScript {

    private final List<ScriptedFault> scripted;
    private final int[] used;
    private final List<FaultShare> shares;
    private final RandomGenerator random;

    FaultScript(List<ScriptedFault> scripted, List<FaultShare> shares, RandomGenerator random) {
        this.scripted = scripted;
        this.used = new int[scripted.size()];
        this.shares = shares;
        this.random = random;
    }

    /** What the next call, which is for this user, is forced to get; empty if it is served. */
    Optional<Reaction> next(String user) {
        for (int i = 0; i < used.length; i++) {
            ScriptedFault fault = scripted.get(i);
            boolean concerned = fault.user().map(user::equals).orElse(true);
            if (concerned && fault.times().isEmpty()) {
                return Optional.of(fault.reaction());
            }
            if (concerned && used[i] < fault.times().getAsInt()) {
                used[i]++;
                return Optional.of(fault.reaction());
            }
        }
        return drawn();
    }

    private Optional<Reaction> drawn() {
        if (shares.isEmpty()) {
            return Optional.empty();
        }
        double draw = random.nextDouble();
        for (FaultShare share : shares) {
            draw -= share.share();
            if (draw < 0) {
                return Optional.of(share.reaction());
            }
        }
        return Optional.empty();
    }
}
