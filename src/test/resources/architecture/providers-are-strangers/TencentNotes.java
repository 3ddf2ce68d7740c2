package io.conversationcleanup.provider.tencent;

class TencentNotes {}
