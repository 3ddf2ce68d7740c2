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
            }
            @media (prefers-color-scheme: dark) {
              :root {
                --ground: #12161c; --sheet: #1b212a; --line: #323b47; --ink: #e6eaf0; --quiet: #9aa6b5; --link: #7db7f5;
                --good: #6fd6a0; --good-ground: #143526; --warning: #f2c46a; --warning-ground: #3a2d10;
                --bad: #ff9b93; --bad-ground: #431c1a; --neutral: #b7c4d4; --neutral-ground: #29323e;
                --deleted: #3bb478; --gone: #23704a; --duplicate: #6b7d92; --pending: #414c5a;
                --retryable: #d9a02b; --failed: #ea5b52; --rejected: #a874dd;
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
            footer { color: var(--quiet); font-size: .9rem; padding: 0 .5rem; }
            @media (max-width: 42rem) {
              main { padding: .75rem .5rem 2rem; }
              header, section { padding: 1rem; }
              small { display: block; margin-left: 1.25rem; }
              .facts { grid-template-columns: 1fr; }
              .figures td, .figures thead th:not(:first-child) { padding-left: .5rem; }
              .tiles { grid-template-columns: 1fr 1fr; }
              .rows thead { display: none; }
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
              h2 { break-after: avoid; }
            }
            """;

    private HtmlStyle() {}
}
