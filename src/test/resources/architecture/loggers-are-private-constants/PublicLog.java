package io.conversationcleanup.dispatch;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

class PublicLog {
    public static final Logger log = LoggerFactory.getLogger(PublicLog.class); // reported as a whole
}
