// Written by `npm run api` from what the services declare; not to be edited.
export interface paths {
    "/failure-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What records can fail for: what it means, who mends it, and what happens then. */
        get: operations["listFailureCodes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/probe": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends one record through a suspended connector at once, to see whether it works again. */
        post: operations["probeConnector"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/failure-causes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why records fail or wait, with what mends it. */
        get: operations["listFailureCauses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/handled": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks records as handled: they failed, wait, or will not be booked in the ledger, and are not sent. */
        post: operations["markHandled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/handled/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts handled records back; those that waited go in their turn. */
        post: operations["takeBackHandled"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/period-decisions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Has records go under another date: their own is in a period that is closed in the ledger. Others are left as they are. */
        post: operations["decidePeriods"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would come of everything that waits, if it were sent now. Sends nothing. */
        get: operations["previewWaiting"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/records/{recordId}/revisions/{revision}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A revision of a record as it was approved, sent or not. */
        get: operations["readRevision"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/records/{recordId}/revisions/{revision}/doubt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why nobody can prove whether a record is in the ledger, and what look-ups saw there. */
        get: operations["showDoubt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/records/{recordId}/revisions/{revision}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What would come of one record, if it were sent now. Sends nothing. */
        get: operations["previewRecord"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/records/{recordId}/revisions/{revision}/word": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Says whether a record that nobody can prove anything of is in the ledger. */
        post: operations["sayOfLedger"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/retries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Sends failed records again: some, all, or those of one cause. */
        post: operations["retryRecords"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/run-plan": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a run that starts now would send, what would stay, and why. */
        get: operations["planRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The runs of an organisation, the latest first. */
        get: operations["listRuns"];
        put?: never;
        /** Sends what a plan found ready, at once and ahead of other organisations. */
        post: operations["startRun"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/runs/{runId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far a run has come. */
        get: operations["getRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/trial": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How far the voucher has come that goes first and is read back. */
        get: operations["getTrial"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/trial/waive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lets all records go at once, without waiting for the one that goes first. */
        post: operations["waiveTrial"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApprovedFile: {
            filename: string;
            mediaType: string;
            sha256: string;
        };
        ApprovedLine: {
            /** @example 125.50 */
            amount: string;
            /** @example taxi */
            category: string;
            costCenter?: string;
            /**
             * Format: date
             * @example 2026-11-19
             */
            date: string;
            /** @description Whether the claimant wrote something about it. */
            hasText: boolean;
            lineId: string;
            project?: string;
            vatCode?: string;
        };
        /** @description Without the claimant's own words, and without the addresses of the files. */
        ApprovedRevision: {
            /**
             * Format: date-time
             * @description When it was approved, or withdrawn.
             * @example 2026-11-26T09:42:00.000Z
             */
            approvedAt: string;
            /** @description The user id of whoever did. */
            approvedBy: string;
            attachments: components["schemas"]["ApprovedFile"][];
            /** @description An ISO 4217 code of three capital letters, like "NOK". */
            currency?: string;
            /** @description The record is not to be in the ledger. */
            isWithdrawal: boolean;
            /** @description None of a withdrawal. */
            lines: components["schemas"]["ApprovedLine"][];
            payee?: components["schemas"]["Payee"];
            recordId: string;
            /** @description For example "travel_reimbursement", "expense" or "honorarium". */
            recordType?: string;
            /** @description What its voucher carries in the ledger. */
            reference: string;
            revision: number;
            /** @description A decimal text with exactly two decimals, like "1234.50". */
            total?: string;
        };
        BlockedSum: {
            /**
             * @description The sum, in kroner.
             * @example 81250.00
             */
            amount: string;
            /** @example 212 */
            count: number;
            reason: "connector_disabled" | "not_configured" | "mapping_missing" | "connector_suspended" | "awaiting_run" | "awaiting_revision" | "awaiting_retry" | "awaiting_trial" | "in_doubt" | "period_closed" | "date_moved" | "revision_unproven" | "other_ledger" | "reopened" | "retry_scheduled";
        };
        ChangedRecords: {
            /**
             * @description How many records were changed.
             * @example 37
             */
            changed: number;
            skipped: components["schemas"]["UnchangedRecord"][];
        };
        /** @description A code of the ledger that the voucher cannot be booked on. */
        CodeFault: {
            /** @example 7140 */
            code: string;
            /** @description Of a dimension value: the dimension. */
            dimension?: string;
            /** @enum {unknown} */
            kind: "account" | "dimension" | "supplier" | "employee" | "period";
            /** @enum {unknown} */
            standing: "missing" | "blocked";
            /** @description In the ledger's own terms. */
            why?: string;
        };
        /** @description The kind of accounting system. */
        ConnectorType: "dynamics" | "xledger" | "rest";
        /** @description Set where the voucher corrects an earlier one of the same record. */
        Correction: {
            /** @description How many of the first lines take back what is in the ledger. */
            lines: number;
            /** @description What that revision's voucher carries in the ledger. */
            reference: string;
            /** @description The revision that is in the ledger. */
            revision: number;
            /** @description The ledger's number of that voucher. */
            voucherNumber: string;
        };
        /** @description The next open period, or the day on which it was decided. */
        DateChoice: "next_open" | "today";
        Dimension: {
            /** @description The dimension. */
            code: string;
            /** @description Its value. */
            value: string;
        };
        DimensionName: "costCenter" | "project";
        /** @description Without lookUps where the service that looks in the ledger does not tell now. */
        Doubt: {
            /** @description How often it was sent. */
            attempt: number;
            connector?: components["schemas"]["ConnectorType"];
            failure: components["schemas"]["Failure"];
            lookUps?: components["schemas"]["DoubtReport"];
            recordId: string;
            /** @description What to look for in the ledger. */
            reference: string;
            /**
             * Format: date-time
             * @description When it was last sent.
             * @example 2026-11-26T09:42:00.000Z
             */
            requestedAt?: string;
            revision: number;
            /**
             * @description `in_doubt`: look-ups go on. `failed`: only a person can tell. `handled`: it was never sent, and a later revision waits to hear whether somebody booked it by hand.
             * @enum {unknown}
             */
            status: "in_doubt" | "failed" | "handled";
            /** @description What a person may say of it. */
            words: ("in_ledger" | "not_in_ledger")[];
        };
        DoubtReport: {
            /** @description Whether the ledger had said yes to it. */
            accepted: boolean;
            /** @description The highest that was requested. */
            attempt: number;
            /** @description The latest look-ups, the newest first; at most ten. */
            latest: components["schemas"]["LookUp"][];
            /** @description How many look-ups there were. */
            looks: number;
            /** Format: date-time */
            nextLookAt?: string;
            /**
             * Format: date-time
             * @description Since when it stands so.
             */
            since?: string;
            /** @enum {unknown} */
            state: "queued" | "sending" | "in_doubt" | "posted" | "delivered" | "refused" | "returned";
        };
        Failure: {
            answer?: components["schemas"]["LedgerAnswer"];
            class: components["schemas"]["FailureClass"];
            /** @description Stable and dotted, like "account.blocked"; each has a page of its own. */
            code: string;
            /** @description One sentence for people; no secrets, no personal data. */
            message: string;
            /** @description Not before this moment, where the accounting system said so. */
            retryAfter?: string;
            subject?: components["schemas"]["FailureSubject"];
        };
        FailureCause: {
            /**
             * Format: date-time
             * @description When the first of them goes again by itself.
             * @example 2026-11-26T09:42:00.000Z
             */
            againAt?: string;
            /**
             * @description Of all of them together.
             * @example 1234.50
             */
            amount: string;
            class: components["schemas"]["FailureClass"];
            /** @example account.blocked */
            code: string;
            /** @example 37 */
            count: number;
            /** @example 1f0b53a6c7de9a0145b2c3d4 */
            fingerprint: string;
            /**
             * Format: date-time
             * @description When what mends it was changed, where none of the records failed after that; of a period, when it was seen to be open.
             * @example 2026-11-26T09:42:00.000Z
             */
            fixedAt?: string;
            mend: components["schemas"]["Mend"];
            /** @description What was said of the record that failed last. */
            message?: string;
            /**
             * Format: date-time
             * @description When the first of them was approved.
             * @example 2026-11-26T09:42:00.000Z
             */
            oldestAt: string;
            /** @description Whether it helps to have the records sent again. */
            retriable: boolean;
            /**
             * @description `waiting`: the records go by themselves when it is mended.
             * @enum {unknown}
             */
            status: "failed" | "waiting";
            subject?: components["schemas"]["FailureSubject"];
            words: components["schemas"]["Words"];
        };
        FailureCauses: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["FailureCause"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        /** @description What decides whether and when it is tried again. */
        FailureClass: "transient" | "rate_limited" | "auth" | "unreachable" | "config" | "data" | "period_closed" | "awaiting_approval" | "rejected_in_ledger" | "different_in_ledger" | "accepted_unseen";
        FailureCode: {
            /**
             * @description What has the record sent again. `by_word`: a person has looked in the ledger, and says what is there.
             * @enum {unknown}
             */
            again: "by_itself" | "when_mended" | "by_retry" | "by_word";
            class: components["schemas"]["FailureClass"];
            /** @example account.blocked */
            code: string;
            /**
             * @description Where it is mended: `ledger` in the accounting system, `record` where it was approved; `nothing`: it passes by itself.
             * @enum {unknown}
             */
            mend: "mapping" | "credentials" | "period" | "ledger" | "record" | "nothing";
            remedy?: components["schemas"]["Words"];
            title: components["schemas"]["Words"];
        };
        FailureCodes: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["FailureCode"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        /** @description The thing that is wrong, where it is known: an account, a period as yyyy-mm. */
        FailureSubject: {
            kind: components["schemas"]["SubjectKind"];
            value: string;
        };
        Fault: {
            /**
             * @description Stable and dotted.
             * @example field.missing
             */
            code: string;
            /**
             * @description A JSON pointer into what was sent; empty for the whole of it.
             * @example /target/tenantId
             */
            field: string;
            /** @description In the caller's language. */
            message: string;
        };
        HandledRequest: {
            /**
             * @description Why, for whoever reads the log later: 1 to 500 characters.
             * @example Bokført for hånd.
             */
            reason: string;
            /** @description These records; at most 1,000. */
            records: components["schemas"]["RecordName"][];
            /**
             * @description The voucher in the ledger that stands for it.
             * @example 10412
             */
            voucherNumber?: string;
        };
        InLedger: {
            /** @enum {string} */
            kind: "in_ledger";
            /**
             * @description Why, for whoever reads the log later: 1 to 500 characters.
             * @example Bokført for hånd.
             */
            reason: string;
            /**
             * Format: date
             * @example 2026-11-21
             */
            voucherDate: string;
            /**
             * @description The voucher in the ledger that stands for it.
             * @example 10412
             */
            voucherNumber: string;
        };
        /** @description What the accounting system answered to the request that decided, beside its text. Left out where it gave no answer, or a look-up told. */
        LedgerAnswer: {
            /** @description The accounting system's own code. */
            code?: string;
            /** @description What the accounting system's support finds the request by. */
            correlationId?: string;
            /** @description Of HTTP. */
            status: number;
        };
        LookUp: {
            /** Format: date-time */
            at: string;
            /** @example call.timeout */
            code?: string;
            /** @description In English. */
            message?: string;
            /**
             * @description `voucher`: one that the ledger may still take back. `no_answer`: the look-up failed.
             * @enum {unknown}
             */
            saw: "nothing" | "voucher" | "no_answer";
            voucherNumber?: string;
        };
        Mend: {
            /** @description Rows of the mapping. */
            categories?: string[];
            /**
             * @description Where it is mended: `ledger` in the accounting system, `record` where it was approved; `nothing`: it passes by itself.
             * @enum {unknown}
             */
            kind: "mapping" | "credentials" | "period" | "ledger" | "record" | "nothing";
            /** @description Rows of the mapping. */
            payeeKinds?: string[];
            /** @example 2026-11 */
            period?: string;
        };
        MovedDate: {
            /** @description The user id of whoever chose it; left out where the organisation's policy did. */
            by?: string;
            /** @description The record's own day, whose period is closed in the ledger. */
            from: string;
            /** @description The reason, in words of their own. */
            note?: string;
            rule: components["schemas"]["DateChoice"];
            /** @description The day that its voucher carries instead. */
            to: string;
        };
        NotInLedger: {
            /** @enum {string} */
            kind: "not_in_ledger";
            /**
             * @description Why, for whoever reads the log later: 1 to 500 characters.
             * @example Bokført for hånd.
             */
            reason: string;
        };
        /** @description None is due: all records may go. */
        NoTrial: {
            /** @enum {string} */
            state: "none";
        };
        /** @description Who is to be paid: id and kind. */
        Payee: {
            /** @description The id, not the name, of the person to be paid. */
            id: string;
            kind: components["schemas"]["PayeeKind"];
            /** @description The payee's supplier or employee number in the ledger. */
            ledgerNumber?: string;
        };
        /** @description One of "employee", "volunteer", "external". */
        PayeeKind: "employee" | "volunteer" | "external";
        PeriodDecision: {
            /**
             * @description All records of one cause, by its fingerprint.
             * @example 1f0b53a6c7de9a0145b2c3d4
             */
            cause?: string;
            /**
             * @description The first day of the next open period, never beyond today; or today. Refused periods are passed over.
             * @enum {unknown}
             */
            date: "next_open" | "today";
            /**
             * @description Why, for whoever reads the log later: 1 to 500 characters.
             * @example Bokført for hånd.
             */
            reason: string;
            /** @description These records; at most 1,000. */
            records?: components["schemas"]["RecordName"][];
        };
        Preview: {
            /** @description How many records wait behind the oldest 10,000, which alone are looked at. */
            beyond: number;
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            /**
             * Format: date-time
             * @description When it was looked at.
             * @example 2026-11-26T09:42:00.000Z
             */
            previewedAt: string;
            rows: components["schemas"]["RecordPreview"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
            /** @description How many records have each verdict, and what they come to. */
            verdicts: components["schemas"]["VerdictCount"][];
        };
        /** @description Left out where no record waits. */
        Probe: {
            /** @example r-1 */
            recordId: string;
            /** @example 1 */
            revision: number;
        };
        ProbedConnector: {
            probe?: components["schemas"]["Probe"];
        };
        ProbeRequest: Record<string, never>;
        Problem: {
            /**
             * @description Stable and dotted.
             * @example organization.not_found
             */
            code: string;
            /** @description What is wrong and how to put it right. */
            detail: string;
            /** @description Each place that is to be put right. */
            faults?: components["schemas"]["Fault"][];
            /** @example 404 */
            status: number;
            /** @description What it is called, in the caller's language. */
            title: string;
            /**
             * @description The code as an address.
             * @example urn:bilagsbro:problem:organization.not_found
             */
            type: string;
        };
        /** @description What the run would send. */
        ReadySum: {
            /**
             * @description The sum, in kroner.
             * @example 81250.00
             */
            amount: string;
            /** @example 212 */
            count: number;
        };
        RecordName: {
            /**
             * @description The record's id, as its approval has it.
             * @example r-1
             */
            recordId: string;
            /** @example 1 */
            revision: number;
        };
        RecordPreview: {
            /**
             * Format: date-time
             * @description When it was approved.
             * @example 2026-11-26T09:42:00.000Z
             */
            approvedAt: string;
            failure?: components["schemas"]["Failure"];
            faults: components["schemas"]["CodeFault"][];
            /** @description The version of the mapping that the voucher follows. */
            mappingVersion?: number;
            recordId: string;
            /** @description Left out of a withdrawal. */
            recordType?: string;
            /** @description What the voucher carries in the ledger. */
            reference: string;
            revision: number;
            /** @description Left out of a withdrawal. */
            total?: string;
            /** @description The kinds of codes that the ledger did not tell about. */
            unchecked: ("account" | "dimension" | "supplier" | "employee" | "period")[];
            /**
             * @description What would come of the record if it were sent now; where several hold, the first in this order. `unchecked`: its voucher is made, and the ledger did not tell whether it takes it. `ready`: nothing stands in its way.
             * @example ready
             * @enum {unknown}
             */
            verdict: "left_out" | "awaiting_revision" | "faulty" | "mapping_missing" | "account_blocked" | "dimension_missing" | "payee_unknown" | "closed_period" | "unchecked" | "ready";
            voucher?: components["schemas"]["Voucher"];
            waitsFor?: components["schemas"]["WaitsFor"];
        };
        ReopenRequest: {
            /**
             * @description Why, for whoever reads the log later: 1 to 500 characters.
             * @example Bokført for hånd.
             */
            reason: string;
            /** @description These records; at most 1,000. */
            records: components["schemas"]["RecordName"][];
        };
        Retry: {
            /** @description The run of this retry; none where no record goes. */
            runId?: string;
            /** @description Records that are left as they are; 1,000 at most. */
            skipped: components["schemas"]["SkippedRecord"][];
            /**
             * @description How many records go again.
             * @example 37
             */
            taken: number;
        };
        RetryRequest: {
            /**
             * @description Everything that failed.
             * @enum {boolean}
             */
            all?: true;
            /**
             * @description All records of one cause, by its fingerprint.
             * @example 1f0b53a6c7de9a0145b2c3d4
             */
            cause?: string;
            /** @description These records; at most 1,000. */
            records?: components["schemas"]["RecordName"][];
        };
        Run: {
            /** @description The user id of whoever started it. */
            actor?: string;
            /**
             * Format: date-time
             * @description Left out while it goes on.
             */
            completedAt?: string;
            counts?: components["schemas"]["RunCounts"];
            /** @example 0192d3a4-0000-7000-8000-000000000010 */
            id: string;
            /** @description How many records were ready for a manual run when it began. */
            ready?: number;
            /**
             * Format: date-time
             * @description When it began.
             */
            startedAt: string;
            /**
             * Format: date-time
             * @description A manual run takes what was accepted until then, and nothing newer.
             */
            takesUntil?: string;
            trigger: components["schemas"]["RunTrigger"];
        };
        RunCounts: {
            /** @description Those of the waiting ones that another record goes ahead of, as the trial. */
            awaitingTrial?: number;
            deferred: number;
            delivered: number;
            failed: number;
            planned: number;
            posted: number;
            /** @description Records that the run could have taken, and that still waited at its end. */
            waiting?: number;
        };
        RunPlan: {
            /** @description What would stay, by reason; the most first. */
            blocked: components["schemas"]["BlockedSum"][];
            /**
             * @description The planId of a run plan that is at most 15 minutes old.
             * @example 1764150120000.hlf
             */
            planId: string;
            /**
             * Format: date-time
             * @description A run by this plan takes what was accepted until then.
             * @example 2026-11-26T09:42:00.000Z
             */
            plannedAt: string;
            ready: components["schemas"]["ReadySum"];
            running?: components["schemas"]["Run"];
            /**
             * @description Records that are on their way to the ledger already, and come to an end there.
             * @example 3
             */
            sending: number;
            /**
             * @description One record goes first and is read back: the next that may, or one on its way. The others follow when it is in the ledger as built.
             * @enum {unknown}
             */
            trial?: "waiting" | "under_way";
        };
        RunRequest: {
            /**
             * @description The planId of a run plan that is at most 15 minutes old.
             * @example 1764150120000.hlf
             */
            planId: string;
        };
        Runs: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["Run"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        RunTrigger: "approval" | "schedule" | "manual" | "retry";
        ShownTrial: components["schemas"]["NoTrial"] | components["schemas"]["TrialDue"] | components["schemas"]["TrialUnderWay"] | components["schemas"]["TrialProven"] | components["schemas"]["TrialFailed"] | components["schemas"]["TrialWaived"];
        SkippedRecord: {
            recordId: string;
            revision: number;
            /**
             * @description Why it is left as it is. `may_be_in_ledger`: only a person who has looked there can tell.
             * @enum {unknown}
             */
            status: "pending" | "sending" | "in_doubt" | "delivered" | "posted" | "retry_scheduled" | "failed" | "handled" | "may_be_in_ledger";
        };
        SubjectKind: "category" | "account" | "dimension" | "cost_center" | "project" | "vat_code" | "payee" | "period" | "secret";
        SubledgerKind: "supplier" | "employee";
        TrialDifference: {
            /** @example voucher.different */
            code: string;
            /** @description Which line or account differs, and what to do. */
            message: string;
        };
        /** @description The next record that may go is the trial. */
        TrialDue: {
            /**
             * Format: date-time
             * @description The next one goes then at the earliest.
             * @example 2026-11-26T09:42:00.000Z
             */
            notBefore?: string;
            /**
             * @description Records that went first and were refused for a fault of their own.
             * @example 0
             */
            refused: number;
            /** @enum {string} */
            state: "waiting";
            /**
             * @description The version of the settings that made the trial due.
             * @example 28512000
             */
            version: number;
        };
        /** @description The connector is suspended until a person acts. */
        TrialFailed: {
            /**
             * Format: date-time
             * @description When that was seen.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            difference: components["schemas"]["TrialDifference"];
            /** @example r-1 */
            recordId: string;
            /** @example 1 */
            revision: number;
            /** @enum {string} */
            state: "failed";
            /**
             * @description The version of the settings that made the trial due.
             * @example 28512000
             */
            version: number;
        };
        /** @description It is in the ledger as it was built. */
        TrialProven: {
            /**
             * Format: date-time
             * @description When that was seen.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            /** @example r-1 */
            recordId: string;
            /** @example 1 */
            revision: number;
            /** @enum {string} */
            state: "proven";
            /**
             * @description The version of the settings that made the trial due.
             * @example 28512000
             */
            version: number;
            /** @example V-10017 */
            voucherNumber: string;
        };
        /** @description A record went first, and the others wait for it. */
        TrialUnderWay: {
            /** @example r-1 */
            recordId: string;
            /** @example 1 */
            revision: number;
            /**
             * Format: date-time
             * @description When it was sent.
             * @example 2026-11-26T09:42:00.000Z
             */
            since: string;
            /** @enum {string} */
            state: "under_way";
            /**
             * @description The version of the settings that made the trial due.
             * @example 28512000
             */
            version: number;
        };
        /** @description A person let all records go without it. */
        TrialWaived: {
            /**
             * Format: date-time
             * @description When.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            /** @example kari@example.no */
            by: string;
            reason?: string;
            /** @enum {string} */
            state: "waived";
            /**
             * @description The version of the settings that made the trial due.
             * @example 28512000
             */
            version: number;
        };
        UnchangedRecord: {
            recordId: string;
            revision: number;
            /**
             * @description Why it is left as it is.
             * @enum {unknown}
             */
            status: "pending" | "sending" | "in_doubt" | "delivered" | "posted" | "retry_scheduled" | "failed" | "handled";
        };
        Uses: {
            /**
             * @description Categories of lines.
             * @example [
             *       "mileage"
             *     ]
             */
            categories: string[];
            /**
             * @description Kinds of payee.
             * @example [
             *       "employee"
             *     ]
             */
            payeeKinds: string[];
        };
        VerdictCount: {
            /** @example 1234.50 */
            amount: string;
            count: number;
            /**
             * @description What would come of the record if it were sent now; where several hold, the first in this order. `unchecked`: its voucher is made, and the ledger did not tell whether it takes it. `ready`: nothing stands in its way.
             * @example ready
             * @enum {unknown}
             */
            verdict: "left_out" | "awaiting_revision" | "faulty" | "mapping_missing" | "account_blocked" | "dimension_missing" | "payee_unknown" | "closed_period" | "unchecked" | "ready";
        };
        Voucher: {
            corrects?: components["schemas"]["Correction"];
            /** @description An ISO 4217 code of three capital letters, like "NOK". */
            currency: string;
            description: string;
            lines: {
                /** @description A ledger account. */
                account: string;
                /** @description Debit positive, credit negative; the lines of a voucher sum to zero. */
                amount: string;
                description?: string;
                dimensions?: components["schemas"]["Dimension"][];
                subledger?: components["schemas"]["VoucherSubledger"];
                /** @description A VAT code of the ledger. */
                vatCode?: string;
            }[];
            /**
             * @description Left in the ledger for a person there to post. Left out: it is booked.
             * @enum {string}
             */
            mode?: "draft";
            moved?: components["schemas"]["MovedDate"];
            /** @description A day as yyyy-mm-dd, like "2026-11-21". */
            postingDate: string;
        };
        /** @description Whose open item the line is. */
        VoucherSubledger: {
            kind: components["schemas"]["SubledgerKind"];
            /** @description The number of the supplier or employee in the ledger. */
            number: string;
        };
        /** @description What keeps a voucher from being made; else what the record was last found to wait for. */
        WaitsFor: {
            categories?: string[];
            code: "connector_disabled" | "not_configured" | "mapping_missing" | "connector_suspended" | "awaiting_run" | "awaiting_revision" | "awaiting_retry" | "awaiting_trial" | "in_doubt" | "period_closed" | "date_moved" | "revision_unproven" | "other_ledger" | "reopened";
            /** @description What the mapping has no dimension of the ledger for. */
            dimensions?: components["schemas"]["DimensionName"][];
            /**
             * Format: date-time
             * @description When the schedule lets it go.
             * @example 2026-11-26T09:42:00.000Z
             */
            nextRunAt?: string;
            payeeKinds?: string[];
            /** @description Ids of payees whose number in the ledger is not known. */
            payees?: string[];
            /** @description No version of the mapping is effective on it, or its period is closed in the ledger; or the day that the voucher carries instead. */
            postingDate?: string;
            /** @description The earlier revision that a person has to speak for, or that is in another ledger than the one of today. */
            revision?: number;
        };
        WaivedTrial: {
            /**
             * @description The version of the settings that made the trial due.
             * @example 28512000
             */
            version: number;
        };
        WaiverRequest: {
            /**
             * @description Why, for whoever reads the log later: 1 to 500 characters.
             * @example Bokført for hånd.
             */
            reason: string;
        };
        Words: {
            en: string;
            nb: string;
            nn: string;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listFailureCodes: {
        parameters: {
            query?: {
                /**
                 * @description The `next` of the page before. Where a list has a `total`: how many rows to pass over.
                 * @example 50
                 */
                after?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureCodes"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    probeConnector: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Give every request a key of its own, such as a UUID, and the same key whenever it is sent again: within 24 hours it is then answered as the first time, and nothing is done twice.
                 * @example 7d2ed1b1-0a2f-4d0e-9a53-3c1f2f3c8d10
                 */
                "idempotency-key": string;
            };
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProbeRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProbedConnector"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listFailureCauses: {
        parameters: {
            query?: {
                /**
                 * @description The `next` of the page before. Where a list has a `total`: how many rows to pass over.
                 * @example 50
                 */
                after?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FailureCauses"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markHandled: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Give every request a key of its own, such as a UUID, and the same key whenever it is sent again: within 24 hours it is then answered as the first time, and nothing is done twice.
                 * @example 7d2ed1b1-0a2f-4d0e-9a53-3c1f2f3c8d10
                 */
                "idempotency-key": string;
            };
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HandledRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedRecords"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    takeBackHandled: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Give every request a key of its own, such as a UUID, and the same key whenever it is sent again: within 24 hours it is then answered as the first time, and nothing is done twice.
                 * @example 7d2ed1b1-0a2f-4d0e-9a53-3c1f2f3c8d10
                 */
                "idempotency-key": string;
            };
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReopenRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedRecords"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    decidePeriods: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Give every request a key of its own, such as a UUID, and the same key whenever it is sent again: within 24 hours it is then answered as the first time, and nothing is done twice.
                 * @example 7d2ed1b1-0a2f-4d0e-9a53-3c1f2f3c8d10
                 */
                "idempotency-key": string;
            };
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PeriodDecision"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedRecords"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewWaiting: {
        parameters: {
            query?: {
                /**
                 * @description The `next` of the page before. Where a list has a `total`: how many rows to pass over.
                 * @example 50
                 */
                after?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
                /**
                 * @description What would come of the record if it were sent now; where several hold, the first in this order. `unchecked`: its voucher is made, and the ledger did not tell whether it takes it. `ready`: nothing stands in its way.
                 * @example ready
                 */
                verdict?: "left_out" | "awaiting_revision" | "faulty" | "mapping_missing" | "account_blocked" | "dimension_missing" | "payee_unknown" | "closed_period" | "unchecked" | "ready";
            };
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Preview"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readRevision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
                /**
                 * @description The record's id, as its approval has it.
                 * @example r-1
                 */
                recordId: string;
                /** @example 1 */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Without the claimant's own words, and without the addresses of the files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovedRevision"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showDoubt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
                /**
                 * @description The record's id, as its approval has it.
                 * @example r-1
                 */
                recordId: string;
                /** @example 1 */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Without lookUps where the service that looks in the ledger does not tell now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Doubt"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    previewRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
                /**
                 * @description The record's id, as its approval has it.
                 * @example r-1
                 */
                recordId: string;
                /** @example 1 */
                revision: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecordPreview"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sayOfLedger: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Give every request a key of its own, such as a UUID, and the same key whenever it is sent again: within 24 hours it is then answered as the first time, and nothing is done twice.
                 * @example 7d2ed1b1-0a2f-4d0e-9a53-3c1f2f3c8d10
                 */
                "idempotency-key": string;
            };
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
                /**
                 * @description The record's id, as its approval has it.
                 * @example r-1
                 */
                recordId: string;
                /** @example 1 */
                revision: number;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InLedger"] | components["schemas"]["NotInLedger"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChangedRecords"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    retryRecords: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Give every request a key of its own, such as a UUID, and the same key whenever it is sent again: within 24 hours it is then answered as the first time, and nothing is done twice.
                 * @example 7d2ed1b1-0a2f-4d0e-9a53-3c1f2f3c8d10
                 */
                "idempotency-key": string;
            };
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retry"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    planRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunPlan"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRuns: {
        parameters: {
            query?: {
                /**
                 * @description The `next` of the page before. Where a list has a `total`: how many rows to pass over.
                 * @example 50
                 */
                after?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
            };
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Runs"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startRun: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Give every request a key of its own, such as a UUID, and the same key whenever it is sent again: within 24 hours it is then answered as the first time, and nothing is done twice.
                 * @example 7d2ed1b1-0a2f-4d0e-9a53-3c1f2f3c8d10
                 */
                "idempotency-key": string;
            };
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
                runId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Run"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTrial: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownTrial"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    waiveTrial: {
        parameters: {
            query?: never;
            header: {
                /**
                 * @description Give every request a key of its own, such as a UUID, and the same key whenever it is sent again: within 24 hours it is then answered as the first time, and nothing is done twice.
                 * @example 7d2ed1b1-0a2f-4d0e-9a53-3c1f2f3c8d10
                 */
                "idempotency-key": string;
            };
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WaiverRequest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaivedTrial"];
                };
            };
            /** @description Refused, or failed. */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
