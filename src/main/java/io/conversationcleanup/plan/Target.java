package io.conversationcleanup.plan;

import io.conversationcleanup.model.ConversationRules;
import java.util.List;

/**
 * What a plan is for, as the job file has it. Immutable; it holds no secret.
 *
 * @param job the job's name
 * @param provider the provider's name in job files
 * @param operation the operation's name in job files
 * @param app the app at the provider
 * @param endpoint where the calls would go
 * @param defaults what holds for rows whose columns are absent or empty, and whether odd ids are accepted, as one text
 * @param rules what the operation accepts as a conversation
 * @param callsPerSecond the ceiling in calls a second; infinite if unlimited
 * @param warnings what is allowed in the job file and yet may not be meant
 */
public record Target(
        String job,
        String provider,
        String operation,
        String app,
        String endpoint,
        String defaults,
        ConversationRules rules,
        double callsPerSecond,
        List<String> warnings) {

    public Target {
        warnings = List.copyOf(warnings);
    }
}
