package io.conversationcleanup.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.ledger.HistoryStore.StartDetail;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class StartDetailTest {

    private static final StartDetail UNKNOWN = new StartDetail(Map.of("a", "b"), 7);

    @Test
    void howLongBeforeAnotherProcessItBeganIsWhatTheMachineHasCounted() {
        StartDetail start = UNKNOWN.by("boot-1/pid:[1]", 1_000);

        assertThat(start.before("boot-1/pid:[1]", 1_250)).contains(Duration.ofMillis(2_500));
        assertThat(start.before("boot-1/pid:[2]", 1_250)).contains(Duration.ofMillis(2_500));
        assertThat(start.before("boot-1/pid:[1]", 999)).isEmpty();
    }

    @Test
    void afterARebootAndWhereNothingIsKnownThereIsNoSuchCount() {
        assertThat(UNKNOWN.before("boot-1/pid:[1]", 5)).isEmpty();
        assertThat(UNKNOWN.by("", 5).before("", 5)).isEmpty();
        assertThat(UNKNOWN.by("boot-1/pid:[1]", 0).before("boot-1/pid:[1]", 5)).isEmpty();
        assertThat(UNKNOWN.by("boot-1/pid:[1]", 1).before("boot-2/pid:[1]", 5)).isEmpty();
    }

    @Test
    void whatWasStoredWithoutAProcessIsRead() {
        assertThat(new JsonMapper().readValue("{\"settings\":{\"a\":\"b\"},\"inputBytes\":7}", StartDetail.class))
                .isEqualTo(UNKNOWN);
    }
}
