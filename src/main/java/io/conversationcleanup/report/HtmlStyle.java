package io.conversationcleanup.report;

/** How {@code report.html} looks: in light and dark, on a wide screen, on a phone and on paper. */
final class HtmlStyle {

    static final String CSS = """
            :root {
              --ground: #f4f5f7; --sheet: #ffffff; --line: #dfe3e8; --ink: #1c2430; --quiet: #5b6675; --link: #0b5cad;
              --good: #1a7f4b; --good-ground: #e3f4ea; --warning: #8a5a00; --warning-ground: #fdf1d6;
              --bad: #b3261e; --bad-ground: #fce8e6; --neutral: #44546a; --neutral-ground: #e8ecf1;
              --deleted: #2a9d63; --gone: #93d3b0; --duplicate: #9fb0c3; --pending: #d3d9e0;
              --retryable: #e9a820; --failed: #d0342c; --rejected: #8c4fc4;
              --calls: #2f6fb3; --p50: #1f7a72; --p95: #7a6a1c; --p99: #a34a28; --grid: #e6e9ee;
              --slow-band: #f7e3b0; --pause-band: #dfe4ea; --outage-band: #f6cdc9;
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --ground: #12161c; --sheet: #1b212a; --line: #323b47; --ink: #e6eaf0; --quiet: #9aa6b5; --link: #7db7f5;
                --good: #6fd6a0; --good-ground: #143526; --warning: #f2c46a; --warning-ground: #3a2d10;
                --bad: #ff9b93; --bad-ground: #431c1a; --neutral: #b7c4d4; --neutral-ground: #29323e;
                --deleted: #3bb478; --gone: #23704a; --duplicate: #6b7d92; --pending: #414c5a;
                --retryable: #d9a02b; --failed: #ea5b52; --rejected: #a874dd;
                --calls: #6ba7e6; --p50: #5cc4b8; --p95: #d3bd5a; --p99: #ea8a63; --grid: #2a323d;
                --slow-band: #41351a; --pause-band: #2f3945; --outage-band: #55272a;
              }
            }
            * { box-sizing: border-box; }
            body {
              margin: 0; background: var(--ground); color: var(--ink);
              font: 16px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
              -webkit-text-size-adjust: 100%;
            }
            main { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 3rem; }
            header, section {
              background: var(--sheet); border: 1px solid var(--line); border-radius: 10px;
              padding: 1.25rem 1.5rem; margin-bottom: 1rem;
            }
            header { border-left: 6px solid var(--tone); }
            header.good { --tone: var(--good); --tone-ground: var(--good-ground); }
            header.warning { --tone: var(--warning); --tone-ground: var(--warning-ground); }
            header.bad { --tone: var(--bad); --tone-ground: var(--bad-ground); }
            header.neutral { --tone: var(--neutral); --tone-ground: var(--neutral-ground); }
            .status {
              display: inline-block; margin: 0 0 .5rem; padding: .15rem .75rem; border-radius: 1rem;
              background: var(--tone-ground); color: var(--tone); font-weight: 600; font-size: .9rem;
            }
            h1 { margin: 0; font-size: 1.75rem; line-height: 1.2; overflow-wrap: anywhere; }
            h2 { margin: 0 0 .75rem; font-size: 1.1rem; }
            p { margin: .5rem 0 0; overflow-wrap: anywhere; }
            .lead { font-size: 1.1rem; }
            a { color: var(--link); }
            dl { margin: 0; }
            dd { margin: 0; overflow-wrap: anywhere; }
            dt, small, thead th { color: var(--quiet); font-weight: 400; font-size: .85rem; }
            .bar {
              display: flex; height: 1.75rem; gap: 2px; border-radius: 6px; overflow: hidden; margin-bottom: .75rem;
              background: var(--ground); print-color-adjust: exact; -webkit-print-color-adjust: exact;
            }
            .bar span { flex: 0 1 0; min-width: 4px; }
            i {
              display: inline-block; width: .75rem; height: .75rem; border-radius: 3px; margin-right: .5rem;
              print-color-adjust: exact; -webkit-print-color-adjust: exact;
            }
            .deleted { background: var(--deleted); }
            .gone { background: var(--gone); }
            .duplicate { background: var(--duplicate); }
            .pending { background: var(--pending); }
            .retryable { background: var(--retryable); }
            .failed { background: var(--failed); }
            .rejected { background: var(--rejected); }
            table { width: 100%; border-collapse: collapse; }
            th, td { padding: .4rem .5rem; text-align: left; vertical-align: top; border-top: 1px solid var(--line); }
            thead th { border-top: 0; }
            tbody th { font-weight: 400; }
            tfoot th, tfoot td { font-weight: 600; border-top-width: 2px; }
            .figures td, .figures thead th:not(:first-child) {
              text-align: right; white-space: nowrap; width: 1%; padding-left: 1.5rem;
            }
            .figures td, .tiles dd { font-variant-numeric: tabular-nums; }
            .none { color: var(--quiet); }
            small { margin-left: .35rem; }
            code, .rows td:nth-child(-n+3), .facts dd {
              font-family: ui-monospace, SFMono-Regular, Menlo, Consolas, monospace; font-size: .875rem;
            }
            .facts { display: grid; grid-template-columns: 1fr 1fr; gap: .6rem 2rem; }
            .wide { grid-column: 1 / -1; }
            .tiles { display: grid; grid-template-columns: repeat(4, 1fr); gap: 1rem; }
            .tiles dd { font-size: 1.4rem; line-height: 1.3; }
            .rows { font-size: .9rem; margin-top: .5rem; }
            .rows td { overflow-wrap: anywhere; }
            .rows td:nth-child(2), .rows td:nth-child(3) { min-width: 9rem; }
            p code { white-space: nowrap; }
            .rows bdi { white-space: pre-wrap; }
            .rows td:nth-child(4) { white-space: nowrap; }
            .rows td:nth-child(1) { min-width: 4rem; }
            .rows td:nth-child(5) { min-width: 5.5rem; }
            .rows td:nth-child(6) { min-width: 15rem; }
            .quiet { color: var(--quiet); font-size: .9rem; }
            .chart { display: block; width: 100%; height: auto; overflow: visible; }
            .narrow-chart { display: none; }
            figure { margin: 1.1rem 0 0; break-inside: avoid; }
            figcaption { font-weight: 600; font-size: .95rem; margin-bottom: .3rem; }
            .chart text { font: 12px system-ui, -apple-system, "Segoe UI", Roboto, sans-serif; fill: var(--quiet); }
            .chart .mark { fill: var(--ink); paint-order: stroke; stroke: var(--sheet); stroke-width: 3px; }
            .chart .end { text-anchor: end; }
            .chart .middle { text-anchor: middle; }
            .chart path { fill: none; stroke-width: 1.4; stroke-linejoin: round; }
            .grid { stroke: var(--grid); }
            .tick { stroke: var(--quiet); }
            .chart .calls-area { fill: var(--calls); fill-opacity: .22; stroke: none; }
            .chart .calls { stroke: var(--calls); }
            .chart .limit { stroke: var(--ink); stroke-dasharray: 5 4; }
            .chart .lowered { stroke: var(--warning); stroke-width: 1.6; }
            .chart .p50 { stroke: var(--p50); stroke-width: 2; }
            .chart .p95 { stroke: var(--p95); }
            .chart .p99 { stroke: var(--p99); stroke-dasharray: 2 2; }
            .chart .restart { stroke: var(--ink); stroke-dasharray: 2 3; }
            .chart .refused { fill: var(--failed); }
            .chart .postponed { fill: var(--retryable); }
            .chart .unanswered { fill: var(--rejected); }
            .chart .throttled { fill: var(--duplicate); }
            .chart .band.slowed { fill: var(--slow-band); }
            .chart .band.paused { fill: var(--pause-band); }
            .chart .band.outage { fill: var(--outage-band); }
            .chart .tip { fill: transparent; }
            .chart .tip:hover { fill: var(--ink); fill-opacity: .1; }
            .legend {
              display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; margin: .35rem 0 0; padding: 0 0 0 3rem;
              color: var(--quiet); font-size: .85rem;
            }
            .key.line, .key.dash { height: 0; width: 1.1rem; border-radius: 0; border-top: 2px solid; vertical-align: middle; }
            .key.dash { border-top-style: dashed; }
            .key.line.calls { color: var(--calls); }
            .key.limit { color: var(--ink); }
            .key.lowered { color: var(--warning); }
            .key.p50 { color: var(--p50); border-top-width: 3px; }
            .key.p95 { color: var(--p95); }
            .key.p99 { color: var(--p99); border-top-style: dotted; }
            .key.refused { background: var(--failed); }
            .key.postponed { background: var(--retryable); }
            .key.unanswered { background: var(--rejected); }
            .key.throttled { background: var(--duplicate); }
            .key.slowed, .mark-slowed { background: var(--slow-band); box-shadow: inset 0 0 0 1px var(--warning); }
            .key.paused, .mark-paused { background: var(--pause-band); box-shadow: inset 0 0 0 1px var(--neutral); }
            .key.outage, .mark-outage { background: var(--outage-band); box-shadow: inset 0 0 0 1px var(--bad); }
            .key.restart { background: none; width: 0; height: .9rem; border-left: 2px dotted var(--ink); border-radius: 0; }
            .mark-start, .mark-end, .mark-limit-set { border-radius: 50%; background: var(--neutral); }
            .mark-end { background: none; box-shadow: inset 0 0 0 2px var(--neutral); }
            .events td, .codes td, .settings td, .files td, .settings th { overflow-wrap: anywhere; }
            .events td:first-child, .events td:last-child, .codes td:nth-child(2), .files td:nth-child(2) {
              white-space: nowrap; font-variant-numeric: tabular-nums;
            }
            .events td:first-child, .events td:last-child { width: 1%; padding-right: 1.5rem; }
            .events td:nth-child(2) > span { display: grid; grid-template-columns: auto 1fr; align-items: baseline; }
            .events thead th { white-space: nowrap; }
            .codes tbody th, .files tbody th, .settings th { width: 1%; white-space: nowrap; padding-right: 1.5rem; }
            .codes tr > :nth-child(2), .files tr > :nth-child(2) { text-align: right; width: 1%; padding-right: 1.5rem; }
            .codes em { font-style: normal; color: var(--quiet); }
            .files code { font-size: .8rem; }
            footer { color: var(--quiet); font-size: .9rem; padding: 0 .5rem; }
            @media (max-width: 42rem) {
              main { padding: .75rem .5rem 2rem; }
              header, section { padding: 1rem; }
              small { display: block; margin-left: 1.25rem; }
              .facts { grid-template-columns: 1fr; }
              .figures td, .figures thead th:not(:first-child) { padding-left: .5rem; }
              .tiles { grid-template-columns: 1fr 1fr; }
              .wide-chart { display: none; }
              .narrow-chart { display: block; }
              .legend { padding-left: 0; }
              .rows thead, .events thead, .codes thead, .files thead { display: none; }
              .events tr, .codes tr, .files tr, .settings tr { display: block; border-top: 1px solid var(--line); padding: .5rem 0; }
              .events td, .codes td, .codes th, .files td, .files th, .settings td, .settings th {
                display: block; border: 0; padding: .05rem 0; width: auto !important; text-align: left !important;
                white-space: normal !important;
              }
              .codes td:nth-child(2)::before { content: "Rows: "; color: var(--quiet); }
              .files td:nth-child(2)::before { content: "Bytes: "; color: var(--quiet); }
              .events td:last-child { padding-left: 1.25rem; color: var(--quiet); }
              .events td:first-child, .settings th { color: var(--quiet); font-size: .85rem; }
              .events td:last-child:has(> bdi:empty) { display: none; }
              .rows tr { display: block; border-top: 1px solid var(--line); padding: .6rem 0; }
              .rows td { display: grid; grid-template-columns: 5rem 1fr; align-items: baseline; border: 0; padding: .1rem 0; }
              .rows td::before { content: attr(data-label); color: var(--quiet); font: .85rem system-ui, sans-serif; }
              .rows td:has(> bdi:empty) { display: none; }
              .rows td:nth-child(n) { min-width: 0; }
            }
            @media print {
              :root { color-scheme: light; }
              body { background: #fff; font-size: 11pt; }
              main { max-width: none; padding: 0; }
              header, section { border-radius: 0; padding: .75rem 1rem; }
              header, .bar, tr, .facts div { break-inside: avoid; }
              .chart, .chart *, .key { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
              h2 { break-after: avoid; }
            }
            """;

    private HtmlStyle() {}
}
