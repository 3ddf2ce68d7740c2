package io.conversationcleanup.model;

import java.util.Optional;

/** The account that started a run and its reason; empty if unknown or not given. Immutable. */
public record RequestedBy(Optional<String> user, Optional<String> reason) {

    public static final RequestedBy UNKNOWN = new RequestedBy(Optional.empty(), Optional.empty());
}
