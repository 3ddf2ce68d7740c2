package io.conversationcleanup.dispatch;

import org.springframework.util.StringUtils;

class SpringSender {
    boolean isText(String text) {
        return StringUtils.hasText(text); // reported
    }
}
