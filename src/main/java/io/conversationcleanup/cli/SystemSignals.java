package io.conversationcleanup.cli;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.function.IntConsumer;
import org.slf4j.LoggerFactory;

/**
 * The operating system's signals, in place of the Java machine's own way with them, which is to go down at the first and to
 * take no notice of a second. Stateless, hence thread-safe.
 *
 * <p>{@code sun.misc.Signal} is no public API though every Java has it, in the module jdk.unsupported, and javac warns of each
 * use; so it is looked up by name. Where it cannot be had signals do what they do to any Java program.
 */
final class SystemSignals {

    private SystemSignals() {}

    /**
     * Has these signals handled, each on a thread of its own. One that the process was started to ignore stays ignored.
     *
     * @param names without SIG, such as TERM
     * @param handler given the signal's number
     */
    static void handle(List<String> names, IntConsumer handler) {
        try {
            Class<?> type = Class.forName("sun.misc.Signal");
            Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
            Method number = type.getMethod("getNumber");
            Object proxy = Proxy.newProxyInstance(
                    handlerType.getClassLoader(), new Class<?>[] {handlerType}, (self, method, arguments) -> {
                        if (method.getName().equals("handle")) {
                            handler.accept((int) number.invoke(arguments[0]));
                            return null;
                        }
                        return method.invoke(handler, arguments);
                    });
            for (String name : names) {
                type.getMethod("handle", type, handlerType)
                        .invoke(null, type.getConstructor(String.class).newInstance(name), proxy);
            }
        } catch (ReflectiveOperationException e) {
            // No logger of the class's own: setting logging up takes a third of the time that --help has.
            LoggerFactory.getLogger(SystemSignals.class).debug("Signals are left to the Java machine", e);
        }
    }
}
