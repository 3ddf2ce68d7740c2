package io.conversationcleanup.provider.zego;

import static org.assertj.core.api.Assertions.assertThat;

import io.conversationcleanup.provider.zego.Signature.App;
import org.junit.jupiter.api.Test;

class SignatureTest {

    @Test
    void signsAsThePublishedVectorSays() {
        App app = new App(12345, "9193cc662a4c0ec135ec71fb57194b38");
        assertThat(Signature.of(app, "4fd24687296dd9f3", 1615186943)).isEqualTo("43e5cfcca828314675f91b001390566a");
    }
}
