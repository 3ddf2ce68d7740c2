package io.conversationcleanup.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The packages of the product and what each may know. Arrows point down only, and the compiler sees to it: a constant can
 * name only those above it here. A package that is not in this table is not allowed; its parent does not speak for it.
 */
enum ProductPackage {
    MODEL("model"),
    DEFINITION("definition", MODEL),
    SIMULATOR("simulator", MODEL),
    PROVIDER("provider", MODEL),
    PROVIDER_HTTP("provider.http", MODEL, PROVIDER),
    PROVIDER_TENCENT("provider.tencent", MODEL, PROVIDER, PROVIDER_HTTP),
    PROVIDER_ZEGO("provider.zego", MODEL, PROVIDER, PROVIDER_HTTP),
    QUOTA("quota"),
    LEDGER("ledger", MODEL),
    LEDGER_JDBC("ledger.jdbc", MODEL, LEDGER),
    INTAKE("intake", MODEL),
    DISPATCH("dispatch", MODEL, QUOTA, PROVIDER),
    CHART("chart", MODEL, LEDGER),
    EVIDENCE("evidence", MODEL),
    REPORT("report", MODEL, LEDGER, CHART, EVIDENCE),
    PLAN("plan", MODEL, INTAKE, LEDGER, QUOTA),
    JOB("job", MODEL, INTAKE, DISPATCH, LEDGER, REPORT, QUOTA),
    TELEMETRY("telemetry", MODEL, DEFINITION, LEDGER, JOB, REPORT, PROVIDER_HTTP),
    CLI("cli", MODEL, JOB, PLAN, REPORT, EVIDENCE, DEFINITION, SIMULATOR, TELEMETRY),
    /** The composition root sees everything. */
    APP("app") {
        @Override
        boolean mayKnow(ProductPackage other) {
            return true;
        }
    };

    static final String BASE = "io.conversationcleanup";

    private final String packageName;

    /** Made by {@code Set.of}, hence immutable; the check knows only its own library's sets as such. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final Set<ProductPackage> known;

    ProductPackage(String path, ProductPackage... known) {
        this.packageName = BASE + "." + path;
        this.known = Set.of(known);
    }

    boolean mayKnow(ProductPackage other) {
        return other == this || known.contains(other);
    }

    String packageName() {
        return packageName;
    }

    static Optional<ProductPackage> of(JavaClass type) {
        return Arrays.stream(values())
                .filter(candidate -> candidate.packageName.equals(type.getPackageName()))
                .findAny();
    }
}
