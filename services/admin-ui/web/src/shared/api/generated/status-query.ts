// Written by `npm run api` from what the services declare; not to be edited.
export interface paths {
    "/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says whenever something of any organisation changed.
         * @description Server-sent events. `changed` names an organisation and the kinds that changed: read again what is shown of it. `resync` says that anything may have changed. An answer begins with what came behind `Last-Event-ID`, or with `resync` where that is not known any more. Read what is shown after the stream has opened, not before. A server of pages opens one for everybody who looks, and tells each what they may see.
         */
        get: operations["followOrganizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The log of all organisations, newest first. */
        get: operations["listLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/log/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The filtered log of all organisations as a file, newest first.
         * @description At most 1,000,000 entries. One at a time: 409 `log.export_under_way`.
         */
        get: operations["exportLogs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each organisation that the caller has a role in, or each of all: how it is. */
        get: operations["listOverview"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/changes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says whenever something of an organisation changed.
         * @description Server-sent events. `changed` names an organisation and the kinds that changed: read again what is shown of it. `resync` says that anything may have changed. An answer begins with what came behind `Last-Event-ID`, or with `resync` where that is not known any more. Read what is shown after the stream has opened, not before. A server of pages opens one for everybody who looks, and tells each what they may see.
         */
        get: operations["followOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What was posted day by day, how long records wait, and what they fail for. */
        get: operations["readFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/integrations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Each kind of accounting system: whether it is set up, on, and works. */
        get: operations["listIntegrations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What was done, asked and answered, newest first.
         * @description A `total` is told up to 10,000 entries.
         */
        get: operations["listLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/log/{entryId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One entry: what was asked for, what was answered, and the text that is sealed. */
        get: operations["readLogEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/log/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The filtered log as a file, newest first.
         * @description At most 1,000,000 entries. One at a time: 409 `log.export_under_way`.
         */
        get: operations["exportLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/log/seals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * The seals of the log as JSON Lines, which an exported log is checked against.
         * @description In turn with the exports of the log: 409 `log.export_under_way`.
         */
        get: operations["exportSeals"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/log/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Whether the log has every entry, unchanged, that was ever sealed and published.
         * @description One at a time: while another is verified, 409 `log.verification_under_way`. A long log takes minutes: wait for the answer up to a quarter of an hour.
         */
        get: operations["verifyLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/periods/{month}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What became of every record that was approved in a month, and what is booked in it by account and dimension. */
        get: operations["readPeriod"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/periods/{month}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The report as a table for a spreadsheet. */
        get: operations["exportPeriod"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** An organisation's records: each revision with its status, searched, filtered and sorted. */
        get: operations["listRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/records/{recordId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A record with all its revisions, what was sent of them, and its attempts. */
        get: operations["readRecord"];
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
        /**
         * An organisation's runs, the latest first.
         * @description A `total` is told up to 10,000 runs.
         */
        get: operations["listRuns"];
        put?: never;
        post?: never;
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
        /** How far a run has come, and what became of what it sent, by cause. */
        get: operations["readRun"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether records flow, and how many wait or failed. */
        get: operations["readStatus"];
        put?: never;
        post?: never;
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
        AccountTotal: {
            /** @example 7140 */
            account: string;
            /**
             * @description Credits.
             * @example 1234.50
             */
            credit: string;
            /**
             * @description Debits.
             * @example 1234.50
             */
            debit: string;
            /**
             * @description Debits less credits.
             * @example 1234.50
             */
            net: string;
        };
        /** @description The data of `changed`; that of `resync` is empty. */
        Changed: {
            kinds: ("connector" | "log" | "records" | "runs")[];
            /** @example hlf */
            organizationId: string;
        };
        /** @description The kind of accounting system. */
        ConnectorType: "dynamics" | "xledger" | "rest";
        /** @description The earlier voucher that this one takes back and replaces, or only takes back. */
        CorrectedVoucher: {
            /** @description What that revision's voucher carries in the ledger. */
            reference: string;
            /** @description The revision that is in the ledger. */
            revision: number;
            /** @description The ledger's number of that voucher. */
            voucherNumber: string;
        };
        CorrectingVoucher: {
            /** @description What its voucher carries. */
            reference?: string;
            /** @description The revision that took this one back. */
            revision: number;
            /** @description The ledger's number of it. */
            voucherNumber?: string;
        };
        /** @description The next open period, or the day on which it was decided. */
        DateChoice: "next_open" | "today";
        /** @description The vouchers are dated by their last line; or the period was closed, and the date was moved; or the ledger booked it on another day than was asked for; or what was asked for left the log for an archive; or it is not known. */
        DateReason: "line_date" | "date_moved" | "ledger_date" | "archived" | "not_known";
        /** @description What the mapping of today uses it for. */
        DimensionMeaning: "costCenter" | "project";
        DimensionName: "costCenter" | "project";
        DimensionTotal: {
            /**
             * @description Credits.
             * @example 1234.50
             */
            credit: string;
            /**
             * @description Debits.
             * @example 1234.50
             */
            debit: string;
            /**
             * @description Debits less credits.
             * @example 1234.50
             */
            net: string;
            /** @example 100 */
            value: string;
        };
        DimensionTotals: {
            /**
             * @description The ledger's own code of it.
             * @example AVDELING
             */
            code: string;
            name?: components["schemas"]["DimensionMeaning"];
            values: components["schemas"]["DimensionTotal"][];
        };
        ErasedPayload: {
            /**
             * Format: date-time
             * @description When the payload was erased.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            /** @example gdpr-17 */
            basis: string;
            by: string;
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
        FailureCauseSum: {
            /**
             * @description Of all of them together.
             * @example 1234.50
             */
            amount: string;
            class: components["schemas"]["FailureClass"];
            /** @description Stable and dotted, like "account.blocked"; each has a page of its own. */
            code: string;
            count: number;
            /**
             * @description The `cause` that lists its records.
             * @example b3a1c29e7d5f40862ab17c3d
             */
            fingerprint: string;
            /**
             * Format: date-time
             * @description When the oldest of those that are open was approved.
             * @example 2026-11-26T09:42:00.000Z
             */
            oldestAt?: string;
            subject?: components["schemas"]["FailureSubject"];
        };
        /** @description What decides whether and when it is tried again. */
        FailureClass: "transient" | "rate_limited" | "auth" | "unreachable" | "config" | "data" | "period_closed" | "awaiting_approval" | "rejected_in_ledger" | "different_in_ledger" | "accepted_unseen";
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
        Figures: {
            /**
             * Format: date-time
             * @description When this was read.
             * @example 2026-11-26T09:42:00.000Z
             */
            asOf: string;
            /** @description What failed, for good or until its next attempt, the most frequent first. */
            failuresByCause: components["schemas"]["FailureCauseSum"][];
            /** @description Revisions by the day in Norway on which they were first known to be posted; each day is told, the earliest first. */
            postedPerDay: components["schemas"]["PostedDay"][];
            /** @description What is not in the ledger yet and has not failed for good, the youngest first. */
            waitingByAge: components["schemas"]["WaitingAgeSum"][];
        };
        HandledSum: {
            /**
             * @description As approved, of all of them together.
             * @example 1234.50
             */
            amount: string;
            count: number;
            reason: "by_person" | "superseded" | "withdrawn" | "before_send_from";
        };
        Health: {
            level: components["schemas"]["HealthLevel"];
            /** @description All that apply, the worst first. */
            rules: components["schemas"]["HealthReason"][];
        };
        /** @description How many of each health, of all that the other filters leave. */
        HealthCounts: {
            amber: number;
            disabled: number;
            green: number;
            not_configured: number;
            red: number;
        };
        HealthLevel: "red" | "amber" | "disabled" | "not_configured" | "green";
        HealthReason: {
            /** @description The values that the sentence is filled in with. */
            params: {
                [key: string]: string | number;
            };
            rule: components["schemas"]["HealthRule"];
        };
        /** @description Which sentence of the catalogues says it. */
        HealthRule: "not_configured" | "disabled" | "suspended" | "no_run" | "old" | "failed" | "retrying" | "nothing_succeeded" | "unbooked" | "set_aside" | "secret_expired" | "fine";
        Integration: {
            counts?: components["schemas"]["IntegrationCounts"];
            enabled: boolean;
            /**
             * Format: date-time
             * @description When its last run ended.
             * @example 2026-11-26T09:42:00.000Z
             */
            lastRunAt?: string;
            /**
             * Format: date-time
             * @description When a record reached this ledger last.
             * @example 2026-11-26T09:42:00.000Z
             */
            lastSuccessAt?: string;
            /**
             * Format: date-time
             * @description When the schedule comes next.
             * @example 2026-11-26T09:42:00.000Z
             */
            nextRunAt?: string;
            /** @description Why it was disabled. */
            reason?: string;
            recentErrors: components["schemas"]["RecentErrors"];
            schedule?: components["schemas"]["Schedule"];
            status: components["schemas"]["IntegrationStatus"];
            /**
             * Format: date-time
             * @description When it was enabled or disabled last.
             * @example 2026-11-26T09:42:00.000Z
             */
            toggledAt?: string;
            /** @description The user id of whoever did. */
            toggledBy?: string;
            /** @description Records that reached this ledger, ever. */
            transferred: number;
            type: components["schemas"]["ConnectorType"];
        };
        /** @description The organisation's records by what became of them, wherever they went; of the kind that is set up. */
        IntegrationCounts: {
            delivered: number;
            /** @description For good; records that will be tried again are waiting. */
            failed: number;
            posted: number;
            waiting: number;
        };
        Integrations: {
            /**
             * Format: date-time
             * @description When this was read.
             * @example 2026-11-26T09:42:00.000Z
             */
            asOf: string;
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["Integration"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        /** @description error: its health names something that somebody has to put right. */
        IntegrationStatus: "not_configured" | "active" | "error";
        /** @description What the accounting system answered to the request that decided, beside its text. Left out where it gave no answer, or a look-up told. */
        LedgerAnswer: {
            /** @description The accounting system's own code. */
            code?: string;
            /** @description What the accounting system's support finds the request by. */
            correlationId?: string;
            /** @description Of HTTP. */
            status: number;
        };
        LedgerVoucher: {
            /** @description The posting date in the ledger. */
            date: string;
            /** @description The voucher or document number in the ledger. */
            number: string;
            /** @description Where a person can open it. */
            url?: string;
        };
        LinesUnknown: {
            /**
             * @description As approved, of all of them together.
             * @example 1234.50
             */
            amount: string;
            /** @description How many of them were approved before the end of what was archived of the log: their lines are in the archives, if the log held them. */
            archived: number;
            count: number;
        };
        ListedRun: {
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
            outcome: components["schemas"]["RunOutcome"];
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
        Log: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["LogRow"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        LogEntry: {
            /** @description The user id of whoever did it. */
            actor?: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            attempt?: number;
            /** @example account.blocked */
            code?: string;
            erased?: components["schemas"]["ErasedPayload"];
            /**
             * @description The entry.
             * @example 1204
             */
            id: string;
            /**
             * @description The type of the event, or what was done to the log itself.
             * @example record.approved
             * @example record.withdrawn
             * @example connector.configured
             */
            kind: string;
            /** @description SHA-256 of a zero byte and the line, as in the seals. */
            leaf?: string;
            /** @description The entry as it is sealed. None from before the chain. */
            line?: string;
            mappingVersion?: number;
            /** @description The error message, or the reason that a person gave. */
            message?: string;
            organizationId: string;
            /**
             * @description The revision had a content before, which counts: this one was set aside, and nothing came of it.
             * @enum {boolean}
             */
            otherContent?: true;
            /** @description What is kept apart from the line, as JSON: a voucher or a reason. */
            payload?: string;
            /** @description Of an entry about a record. */
            recordId?: string;
            /** @example BB27842DZ3V0HVHP */
            reference?: string;
            revision?: number;
            runId?: string;
            /** @description The line's `payload` is the HMAC-SHA-256 of the payload under this. */
            salt?: string;
            sending?: components["schemas"]["LoggedAttempt"];
            /** @example failed */
            status: string;
            traceId?: string;
            voucherNumber?: string;
        };
        LogFault: {
            /**
             * @description The archive that it is in.
             * @example 2020-11
             */
            archive?: string;
            code: components["schemas"]["LogFaultCode"];
            entryId?: string;
            /** @description Of the entry in its chain. */
            number?: number;
            /** @description The seal that it is in or behind. */
            seal?: number;
        };
        /** @description head_differs: a published head is not in the chain, so that something before it was rewritten. tail_missing: a published head is beyond the end of the chain, which was cut or put back. chain_differs: heads were published of another chain than the one that is here, or its beginning was moved. copy_changed: what the log is searched by is not what the line says. archive_missing: an archive that the log tells of is not where archives are. archive_changed: it is not the one that was made, or the log does not prove it. */
        LogFaultCode: "entry_changed" | "copy_changed" | "entry_missing" | "entry_inserted" | "payload_changed" | "payload_missing" | "seal_missing" | "seal_changed" | "head_differs" | "tail_missing" | "chain_differs" | "head_not_signed" | "archive_missing" | "archive_changed";
        /** @default csv */
        LogFormat: "csv" | "jsonl";
        LoggedAnswer: {
            /**
             * Format: date-time
             * @description When the adapter answered.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            class?: components["schemas"]["FailureClass"];
            /** @example account.blocked */
            code?: string;
            entryId: string;
            ledger?: components["schemas"]["LoggedLedgerAnswer"];
            /** @description What the accounting system said, reduced to what is known to be harmless. */
            message?: string;
            /** @example posted */
            status: string;
            voucher?: components["schemas"]["LedgerVoucher"];
        };
        LoggedAttempt: {
            /**
             * @description The debits of the voucher.
             * @example 1234.50
             */
            amount?: string;
            /**
             * Format: date-time
             * @description When its last answer came.
             * @example 2026-11-26T09:42:00.000Z
             */
            answeredAt?: string;
            answers: components["schemas"]["LoggedAnswer"][];
            attempt: number;
            connector?: components["schemas"]["ConnectorType"];
            mappingVersion?: number;
            /** @description The voucher as it was asked for, as JSON. None once erased. */
            payload?: string;
            /** @example BB27842DZ3V0HVHP */
            reference?: string;
            /**
             * Format: date-time
             * @description When it was asked for.
             * @example 2026-11-26T09:42:00.000Z
             */
            requestedAt?: string;
            runId?: string;
            /** @description Whoever started its run. */
            startedBy?: string;
            /**
             * @description What is known of it last.
             * @example posted
             */
            status: string;
            voucher?: components["schemas"]["LedgerVoucher"];
        };
        /** @description What the accounting system itself answered, where it answered. */
        LoggedLedgerAnswer: {
            /**
             * @description The accounting system's own code.
             * @example Application_DialogException
             */
            code?: string;
            /**
             * @description What the accounting system's support finds the request by.
             * @example 7f1c2d9e-3a50-4c8b-9c57-0d1c1b7f5e21
             */
            correlationId?: string;
            /**
             * @description Of HTTP.
             * @example 400
             */
            status: number;
        };
        LogRow: {
            /** @description The user id of whoever did it. */
            actor?: string;
            /**
             * Format: date-time
             * @description When it happened.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            attempt?: number;
            /** @example account.blocked */
            code?: string;
            /**
             * @description The entry.
             * @example 1204
             */
            id: string;
            /**
             * @description The type of the event, or what was done to the log itself.
             * @example record.approved
             * @example record.withdrawn
             * @example connector.configured
             */
            kind: string;
            mappingVersion?: number;
            /** @description The error message, or the reason that a person gave. */
            message?: string;
            organizationId: string;
            /**
             * @description The revision had a content before, which counts: this one was set aside, and nothing came of it.
             * @enum {boolean}
             */
            otherContent?: true;
            /** @description Of an entry about a record. */
            recordId?: string;
            /** @example BB27842DZ3V0HVHP */
            reference?: string;
            revision?: number;
            runId?: string;
            /** @example failed */
            status: string;
            traceId?: string;
            voucherNumber?: string;
        };
        /** @description Whether an entry was changed, removed, added or moved; `fault` names the first. */
        LogVerification: {
            /** @description Of the sealed ones, those that stand in archives. */
            archived: number;
            /** @description Whether the archives were read, too; else the log alone tells that its entries were archived. */
            archivesRead: boolean;
            /** @description Entries from before the chain, which nothing covers. */
            before: number;
            /** @example 6b1f3f2e-0d55-4b1b-8a8e-5a6f0e1d2c3b */
            chain: string;
            /** @description Sealed, and seen to be unchanged up to the fault. */
            entries: number;
            fault?: components["schemas"]["LogFault"];
            /** @description The last head. */
            head?: string;
            intact: boolean;
            organizationId: string;
            published?: components["schemas"]["PublishedHead"];
            seals: number;
            /** @description Entries that no seal covers yet. */
            waiting: number;
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
        OrganizationStatus: {
            activeRun?: components["schemas"]["Run"];
            /**
             * Format: date-time
             * @description When this was read.
             * @example 2026-11-26T09:42:00.000Z
             */
            asOf: string;
            connector?: components["schemas"]["ShownConnector"];
            /** @description Records whose last attempt failed: for good, waiting for a person, or to be tried again. */
            errorCount: number;
            health: components["schemas"]["Health"];
            lastRun?: components["schemas"]["Run"];
            /**
             * Format: date-time
             * @description When a record reached the ledger last.
             * @example 2026-11-26T09:42:00.000Z
             */
            lastSuccessAt?: string;
            name?: string;
            /**
             * Format: date-time
             * @description When the schedule comes next.
             * @example 2026-11-26T09:42:00.000Z
             */
            nextRunAt?: string;
            organizationId: string;
            /** @description Approved and not yet in the ledger, failed or handled. */
            pendingCount: number;
            schedule?: components["schemas"]["Schedule"];
            sums: components["schemas"]["RecordSums"];
            waitingByReason: components["schemas"]["WaitingReason"][];
        };
        Overview: {
            /**
             * Format: date-time
             * @description When this was read.
             * @example 2026-11-26T09:42:00.000Z
             */
            asOf: string;
            byHealth: components["schemas"]["HealthCounts"];
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["OverviewRow"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        /** @description An organisation. `staleness` warns that it may send and has had no run for over 24 hours, whether one was due or not. */
        OverviewRow: {
            connector?: components["schemas"]["ShownConnector"];
            /** @description Records whose last attempt failed: for good, or until the next. */
            errorCount: number;
            health: components["schemas"]["Health"];
            /**
             * Format: date-time
             * @description When its last run ended.
             * @example 2026-11-26T09:42:00.000Z
             */
            lastRunAt?: string;
            /**
             * Format: date-time
             * @description When a record reached the ledger last.
             * @example 2026-11-26T09:42:00.000Z
             */
            lastSuccessAt?: string;
            name?: string;
            organizationId: string;
            /** @description Approved and not yet in the ledger, failed or handled. */
            pendingCount: number;
            staleness?: components["schemas"]["HealthReason"];
        };
        OverviewSort: "health" | "name" | "pending" | "errors" | "lastRun";
        /** @description Each revision that was approved in the month, withdrawals among them. */
        PeriodApprovals: {
            /** @description Whether the log and its archives together hold as many. Left out where that cannot be told: one of them may stand in both, or an archive was made before such were counted. */
            agrees?: boolean;
            /**
             * @description As approved, of all of them together.
             * @example 1234.50
             */
            amount: string;
            /** @description Approvals of the month that left the log for archives: counted as they did. */
            archived: number;
            count: number;
            /** @description Approvals of the month that the sealed log holds: counted apart. */
            logged: number;
        };
        /** @description Vouchers with a posting date in the month, whenever approved; what they take back of earlier revisions; and those whose lines the log does not hold, which are not in the totals. */
        PeriodBooked: {
            /**
             * @description As approved, of all of them together.
             * @example 1234.50
             */
            amount: string;
            count: number;
            linesUnknown: components["schemas"]["LinesUnknown"];
            takenBack: components["schemas"]["PeriodSum"];
        };
        PeriodDifference: {
            /**
             * @description As approved, of all of them together.
             * @example 1234.50
             */
            amount: string;
            count: number;
            direction: components["schemas"]["PeriodDirection"];
            /**
             * @description That other month. Left out until the approval itself was read.
             * @example 2026-12
             */
            month?: string;
            reason: components["schemas"]["DateReason"];
        };
        /** @description Approved in this month and booked in another, or booked in this month and approved in another. */
        PeriodDirection: "booked_elsewhere" | "approved_elsewhere";
        /** @default records */
        PeriodPart: "records" | "totals";
        /** @description Where they stand now: each in one place, so that these add up to approved. */
        PeriodPlaces: {
            corrected: components["schemas"]["PeriodSum"];
            delivered: components["schemas"]["PeriodSum"];
            failed: components["schemas"]["PeriodSum"];
            handled: components["schemas"]["PeriodSum"];
            posted: components["schemas"]["PeriodSum"];
            set_aside: components["schemas"]["PeriodSum"];
            waiting: components["schemas"]["PeriodSum"];
        };
        PeriodReport: {
            /** @description The same by account. */
            accounts: components["schemas"]["AccountTotal"][];
            approved: components["schemas"]["PeriodApprovals"];
            /**
             * Format: date-time
             * @description When this was read.
             * @example 2026-11-26T09:42:00.000Z
             */
            asOf: string;
            booked: components["schemas"]["PeriodBooked"];
            /** @description What lies between what was approved in the month and is in the books, and what is booked in it. */
            differences: components["schemas"]["PeriodDifference"][];
            /** @description The same by the value of each dimension. */
            dimensions: components["schemas"]["DimensionTotals"][];
            /** @description Those that are handled, by what settled them. */
            handled: components["schemas"]["HandledSum"][];
            /** @example 2026-11 */
            month: string;
            organizationId: string;
            places: components["schemas"]["PeriodPlaces"];
            /** @description The lines of what is booked in the month, as asked for. */
            totals: components["schemas"]["PeriodTotal"][];
        };
        PeriodSum: {
            /**
             * @description As approved, of all of them together.
             * @example 1234.50
             */
            amount: string;
            count: number;
        };
        PeriodTotal: {
            /** @example 7140 */
            account: string;
            /**
             * @description Credits.
             * @example 1234.50
             */
            credit: string;
            /**
             * @description Debits.
             * @example 1234.50
             */
            debit: string;
            dimensions: components["schemas"]["SentDimension"][];
            /**
             * @description Debits less credits.
             * @example 1234.50
             */
            net: string;
            /** @description The amount includes its VAT, which the ledger moves to accounts of its own by this code. */
            vatCode?: string;
        };
        PostedDay: {
            /**
             * @description As approved.
             * @example 1234.50
             */
            amount: string;
            count: number;
            /**
             * Format: date
             * @example 2026-11-26
             */
            day: string;
        };
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
        /** @description The last published head that the chain holds. */
        PublishedHead: {
            entries: number;
            no: number;
            /**
             * Format: date-time
             * @description When it was sealed.
             * @example 2026-11-26T09:42:00.000Z
             */
            sealedAt: string;
        };
        RecentError: {
            /**
             * Format: date-time
             * @description When the attempt failed.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            /** @example account.blocked */
            code: string;
            message: string;
            recordId: string;
            /**
             * @description What the voucher carries in the ledger.
             * @example BB27842DZ3V0HVHP
             */
            reference: string;
            revision: number;
        };
        /** @description Attempts that failed in the last 24 hours. */
        RecentErrors: {
            count: number;
            latest: components["schemas"]["RecentError"][];
        };
        Record: {
            /** @example 1234.50 */
            amount: string;
            /**
             * Format: date-time
             * @description Left out until the approval itself was read.
             * @example 2026-11-26T09:42:00.000Z
             */
            approvedAt?: string;
            attempts: number;
            corrects?: components["schemas"]["CorrectedVoucher"];
            failure?: components["schemas"]["Failure"];
            /**
             * Format: date-time
             * @description When its last attempt was settled or failed.
             * @example 2026-11-26T09:42:00.000Z
             */
            lastAttemptAt?: string;
            /**
             * @description Left in the ledger for a person there to post. Left out: it is booked.
             * @enum {string}
             */
            mode?: "draft";
            moved?: components["schemas"]["MovedDate"];
            /**
             * Format: date-time
             * @description When it is tried again.
             * @example 2026-11-26T09:42:00.000Z
             */
            nextAttemptAt?: string;
            /** @example volunteer */
            payeeKind?: string;
            reason?: components["schemas"]["RecordReason"];
            recordId: string;
            /** @example travel_reimbursement */
            recordType?: string;
            /**
             * @description The number that its voucher carries in the ledger, or would carry.
             * @example BB27842DZ3V0HVHP
             */
            reference?: string;
            revision: number;
            status: components["schemas"]["RecordStatus"];
            /**
             * Format: date-time
             * @description When its row changed last.
             * @example 2026-11-26T09:42:00.000Z
             */
            updatedAt: string;
            voucher?: components["schemas"]["LedgerVoucher"];
        };
        RecordAttempt: {
            attempt: number;
            class?: components["schemas"]["FailureClass"];
            /** @example account.blocked */
            code?: string;
            /**
             * Format: date-time
             * @description When it was settled or failed.
             * @example 2026-11-26T09:42:00.000Z
             */
            endedAt?: string;
            mappingVersion?: number;
            message?: string;
            /**
             * Format: date-time
             * @description When it was asked for last.
             * @example 2026-11-26T09:42:00.000Z
             */
            requestedAt?: string;
            revision: number;
            runId?: string;
            /**
             * @description What is known of it last.
             * @example failed
             */
            status: string;
            traceId?: string;
            voucherNumber?: string;
        };
        RecordDetail: {
            /** @description The latest first. */
            attempts: components["schemas"]["RecordAttempt"][];
            /** @description What happened to it, by its entries in the log: the latest 1,000, newest first. */
            events: components["schemas"]["LogRow"][];
            recordId: string;
            /** @description The highest first. */
            revisions: components["schemas"]["RecordRevision"][];
        };
        RecordHandling: {
            /**
             * Format: date-time
             * @description When it was settled without being sent.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            /** @description The user id of whoever decided it. */
            by?: string;
            /** @description In words of their own, unless erased. */
            note?: string;
            /** @example by_person */
            reason: string;
            /** @description The voucher that stands for it, as they say. */
            voucherNumber?: string;
        };
        RecordReason: {
            categories?: string[];
            code: ("connector_disabled" | "not_configured" | "mapping_missing" | "connector_suspended" | "awaiting_run" | "awaiting_revision" | "awaiting_retry" | "awaiting_trial" | "in_doubt" | "period_closed" | "date_moved" | "revision_unproven" | "other_ledger" | "reopened") | ("by_person" | "superseded" | "withdrawn" | "before_send_from") | "overdue";
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
        RecordRevision: {
            /** @example 1234.50 */
            amount: string;
            /**
             * Format: date-time
             * @description Left out until the approval itself was read.
             * @example 2026-11-26T09:42:00.000Z
             */
            approvedAt?: string;
            attempts: number;
            correctedBy?: components["schemas"]["CorrectingVoucher"];
            corrects?: components["schemas"]["CorrectedVoucher"];
            failure?: components["schemas"]["Failure"];
            handled?: components["schemas"]["RecordHandling"];
            /**
             * Format: date-time
             * @description When its last attempt was settled or failed.
             * @example 2026-11-26T09:42:00.000Z
             */
            lastAttemptAt?: string;
            /**
             * @description Left in the ledger for a person there to post. Left out: it is booked.
             * @enum {string}
             */
            mode?: "draft";
            moved?: components["schemas"]["MovedDate"];
            /**
             * Format: date-time
             * @description When it is tried again.
             * @example 2026-11-26T09:42:00.000Z
             */
            nextAttemptAt?: string;
            /** @example volunteer */
            payeeKind?: string;
            reason?: components["schemas"]["RecordReason"];
            recordId: string;
            /** @example travel_reimbursement */
            recordType?: string;
            /**
             * @description The number that its voucher carries in the ledger, or would carry.
             * @example BB27842DZ3V0HVHP
             */
            reference?: string;
            revision: number;
            sent?: components["schemas"]["SentVoucher"];
            status: components["schemas"]["RecordStatus"];
            /**
             * Format: date-time
             * @description When its row changed last.
             * @example 2026-11-26T09:42:00.000Z
             */
            updatedAt: string;
            voucher?: components["schemas"]["LedgerVoucher"];
        };
        Records: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["Record"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        RecordSort: "approvedAt" | "amount" | "attempts" | "nextAttemptAt" | "updatedAt";
        RecordStatus: "pending" | "retry_scheduled" | "in_doubt" | "delivered" | "posted" | "failed" | "handled" | "set_aside";
        RecordSum: {
            /**
             * @description Of all of them together.
             * @example 1234.50
             */
            amount: string;
            count: number;
            /**
             * Format: date-time
             * @description When the oldest of those that are open was approved.
             * @example 2026-11-26T09:42:00.000Z
             */
            oldestAt?: string;
        };
        /** @description Records by their status. */
        RecordSums: {
            delivered: components["schemas"]["RecordSum"];
            failed: components["schemas"]["RecordSum"];
            handled: components["schemas"]["RecordSum"];
            in_doubt: components["schemas"]["RecordSum"];
            pending: components["schemas"]["RecordSum"];
            posted: components["schemas"]["RecordSum"];
            retry_scheduled: components["schemas"]["RecordSum"];
            set_aside: components["schemas"]["RecordSum"];
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
        RunCause: {
            /**
             * @description As approved, of all of them together.
             * @example 1234.50
             */
            amount: string;
            class?: components["schemas"]["FailureClass"];
            /** @example account.blocked */
            code: string;
            count: number;
            /** @description How many of them have failed to this day. */
            open: number;
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
        RunDetail: {
            /** @description The user id of whoever started it. */
            actor?: string;
            /** @description What failed in it, the most frequent first. */
            causes: components["schemas"]["RunCause"][];
            /**
             * Format: date-time
             * @description Left out while it goes on.
             */
            completedAt?: string;
            counts?: components["schemas"]["RunCounts"];
            /** @example 0192d3a4-0000-7000-8000-000000000010 */
            id: string;
            outcome: components["schemas"]["RunOutcome"];
            /** @description How many records were ready for a manual run when it began. */
            ready?: number;
            settled: components["schemas"]["RunSettled"];
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
        /** @description It goes on; all of it is in the ledger; some of it waits or is not settled, and nothing failed; some failed; all that was settled failed; there was nothing to send. */
        RunOutcome: "running" | "ok" | "waiting" | "mixed" | "failed" | "empty";
        Runs: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["ListedRun"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        /** @description What it sent, by what is known of it last: also while the run goes on, and after it ended. */
        RunSettled: {
            delivered: components["schemas"]["PeriodSum"];
            failed: components["schemas"]["PeriodSum"];
            posted: components["schemas"]["PeriodSum"];
        };
        RunTrigger: "approval" | "schedule" | "manual" | "retry";
        Schedule: {
            /** @description Five fields, like "0 6 * * 1-5": minute, hour, day of month, month, day of week. */
            cron: string;
            /** @enum {string} */
            timeZone: "Europe/Oslo";
        };
        SentDimension: {
            code: string;
            value: string;
        };
        SentLine: {
            /** @example 7140 */
            account: string;
            /** @description A debit, or a credit below zero. */
            amount: string;
            /** @description Masked: that there was one. */
            description?: string;
            dimensions?: components["schemas"]["SentDimension"][];
            subledger?: components["schemas"]["SentSubledger"];
            vatCode?: string;
        };
        SentSubledger: {
            kind: components["schemas"]["SubledgerKind"];
            number: string;
        };
        /** @description As its last attempt asked for it. */
        SentVoucher: {
            /** @example NOK */
            currency: string;
            lines: components["schemas"]["SentLine"][];
            /** @example 2026-11-21 */
            postingDate: string;
        };
        ShownConnector: {
            enabled: boolean;
            type: components["schemas"]["ConnectorType"];
        };
        SubjectKind: "category" | "account" | "dimension" | "cost_center" | "project" | "vat_code" | "payee" | "period" | "secret";
        SubledgerKind: "supplier" | "employee";
        /** @description Since the approval: under 24 or 48 hours, 7 or 30 days, or longer. */
        WaitingAge: "under_a_day" | "under_two_days" | "under_a_week" | "under_a_month" | "older";
        WaitingAgeSum: {
            age: components["schemas"]["WaitingAge"];
            /**
             * @description Of all of them together.
             * @example 1234.50
             */
            amount: string;
            count: number;
            /**
             * Format: date-time
             * @description When the oldest of those that are open was approved.
             * @example 2026-11-26T09:42:00.000Z
             */
            oldestAt?: string;
        };
        WaitingReason: {
            count: number;
            reason: string;
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
    followOrganizations: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that was seen. */
                "last-event-id"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Hints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Changed"];
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
    listLogs: {
        parameters: {
            query?: {
                /**
                 * @description What this person did.
                 * @example user-1
                 */
                actor?: string;
                /**
                 * @description The `next` of the page before.
                 * @example 1795687320000000.1204
                 */
                after?: string;
                /**
                 * @description Entries of this moment and later.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                from?: string;
                /**
                 * @description The type of the event.
                 * @example sync.failed
                 */
                kind?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
                /**
                 * @description A record, a voucher's number, a run or a person, whichever it is, as a whole; in an organisation also the reference that a voucher carries.
                 * @example 1001
                 */
                q?: string;
                /**
                 * @description Entries about this record.
                 * @example r-1
                 */
                recordId?: string;
                /**
                 * @description Entries of this run.
                 * @example 0192d3a4-0000-7000-8000-000000000001
                 */
                runId?: string;
                /**
                 * @description What came of it.
                 * @example failed
                 */
                status?: string;
                /**
                 * @description Entries before this moment.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                to?: string;
                /**
                 * @description The ledger's number of a voucher.
                 * @example 1001
                 */
                voucherNumber?: string;
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
                    "application/json": components["schemas"]["Log"];
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
    exportLogs: {
        parameters: {
            query?: {
                /**
                 * @description What this person did.
                 * @example user-1
                 */
                actor?: string;
                /** @description A table for a spreadsheet, or JSON Lines with the texts that are sealed. */
                format?: components["schemas"]["LogFormat"];
                /**
                 * @description Entries of this moment and later.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                from?: string;
                /**
                 * @description The type of the event.
                 * @example sync.failed
                 */
                kind?: string;
                /**
                 * @description A record, a voucher's number, a run or a person, whichever it is, as a whole; in an organisation also the reference that a voucher carries.
                 * @example 1001
                 */
                q?: string;
                /**
                 * @description Entries about this record.
                 * @example r-1
                 */
                recordId?: string;
                /**
                 * @description Entries of this run.
                 * @example 0192d3a4-0000-7000-8000-000000000001
                 */
                runId?: string;
                /**
                 * @description What came of it.
                 * @example failed
                 */
                status?: string;
                /**
                 * @description Entries before this moment.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                to?: string;
                /**
                 * @description The ledger's number of a voucher.
                 * @example 1001
                 */
                voucherNumber?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sent while it is read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
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
    listOverview: {
        parameters: {
            query?: {
                /**
                 * @description The `next` of the page before. Where a list has a `total`: how many rows to pass over.
                 * @example 50
                 */
                after?: string;
                /**
                 * @description With this kind of accounting system. Several are named between commas.
                 * @example dynamics,xledger
                 */
                connector?: string;
                /** @description That may send, or may not. */
                enabled?: boolean;
                /**
                 * @description Organisations of this health. Several are named between commas.
                 * @example red,amber
                 */
                health?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
                /**
                 * @description Part of a name or an id.
                 * @example hlf
                 */
                q?: string;
                /** @description The other way round. */
                reverse?: boolean;
                /** @description The worst health first, if it is left out; by name; the most pending, the most errors, or the run that ended longest ago first. */
                sort?: components["schemas"]["OverviewSort"];
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
                    "application/json": components["schemas"]["Overview"];
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
    followOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The id of the last event that was seen. */
                "last-event-id"?: string;
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
        requestBody?: never;
        responses: {
            /** @description Hints. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["Changed"];
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
    readFigures: {
        parameters: {
            query?: {
                /** @description For how many days back, today among them. */
                days?: number;
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
                    "application/json": components["schemas"]["Figures"];
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
    listIntegrations: {
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
                    "application/json": components["schemas"]["Integrations"];
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
    listLog: {
        parameters: {
            query?: {
                /**
                 * @description What this person did.
                 * @example user-1
                 */
                actor?: string;
                /**
                 * @description The `next` of the page before.
                 * @example 1795687320000000.1204
                 */
                after?: string;
                /**
                 * @description Entries of this moment and later.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                from?: string;
                /**
                 * @description The type of the event.
                 * @example sync.failed
                 */
                kind?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
                /**
                 * @description A record, a voucher's number, a run or a person, whichever it is, as a whole; in an organisation also the reference that a voucher carries.
                 * @example 1001
                 */
                q?: string;
                /**
                 * @description Entries about this record.
                 * @example r-1
                 */
                recordId?: string;
                /**
                 * @description Entries of this run.
                 * @example 0192d3a4-0000-7000-8000-000000000001
                 */
                runId?: string;
                /**
                 * @description What came of it.
                 * @example failed
                 */
                status?: string;
                /**
                 * @description Entries before this moment.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                to?: string;
                /**
                 * @description The ledger's number of a voucher.
                 * @example 1001
                 */
                voucherNumber?: string;
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
                    "application/json": components["schemas"]["Log"];
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
    readLogEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 1204 */
                entryId: string;
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
                    "application/json": components["schemas"]["LogEntry"];
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
    exportLog: {
        parameters: {
            query?: {
                /**
                 * @description What this person did.
                 * @example user-1
                 */
                actor?: string;
                /** @description A table for a spreadsheet, or JSON Lines with the texts that are sealed. */
                format?: components["schemas"]["LogFormat"];
                /**
                 * @description Entries of this moment and later.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                from?: string;
                /**
                 * @description The type of the event.
                 * @example sync.failed
                 */
                kind?: string;
                /**
                 * @description A record, a voucher's number, a run or a person, whichever it is, as a whole; in an organisation also the reference that a voucher carries.
                 * @example 1001
                 */
                q?: string;
                /**
                 * @description Entries about this record.
                 * @example r-1
                 */
                recordId?: string;
                /**
                 * @description Entries of this run.
                 * @example 0192d3a4-0000-7000-8000-000000000001
                 */
                runId?: string;
                /**
                 * @description What came of it.
                 * @example failed
                 */
                status?: string;
                /**
                 * @description Entries before this moment.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                to?: string;
                /**
                 * @description The ledger's number of a voucher.
                 * @example 1001
                 */
                voucherNumber?: string;
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
            /** @description Sent while it is read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
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
    exportSeals: {
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
            /** @description Sent while it is read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/jsonl": string;
                    "text/csv": string;
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
    verifyLog: {
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
            /** @description Whether an entry was changed, removed, added or moved; `fault` names the first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LogVerification"];
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
    readPeriod: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description A month in Norway.
                 * @example 2026-11
                 */
                month: string;
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
                    "application/json": components["schemas"]["PeriodReport"];
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
    exportPeriod: {
        parameters: {
            query?: {
                /** @description Each record that was approved in the month, and behind them those of other months that are booked in it; or the totals. */
                part?: components["schemas"]["PeriodPart"];
            };
            header?: never;
            path: {
                /**
                 * @description A month in Norway.
                 * @example 2026-11
                 */
                month: string;
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
            /** @description Sent while it is read. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
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
    listRecords: {
        parameters: {
            query?: {
                /**
                 * @description The `next` of the page before. Where a list has a `total`: how many rows to pass over.
                 * @example 50
                 */
                after?: string;
                /**
                 * @description Of this amount or more.
                 * @example 1234.50
                 */
                amountFrom?: string;
                /**
                 * @description Of this amount or less.
                 * @example 1234.50
                 */
                amountTo?: string;
                /**
                 * @description Approved at this moment or later.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                approvedFrom?: string;
                /**
                 * @description Approved before this moment.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                approvedTo?: string;
                /**
                 * @description That fail or wait for this cause, by its fingerprint.
                 * @example b3a1c29e7d5f40862ab17c3d
                 */
                cause?: string;
                /**
                 * @description Whose last failure is of this class. Several are named between commas.
                 * @example transient,rate_limited
                 */
                class?: string;
                /**
                 * @description Whose last failure has this code.
                 * @example account.blocked
                 */
                code?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
                /**
                 * @description Of this kind of payee. Several are named between commas.
                 * @example employee,volunteer
                 */
                payeeKind?: string;
                /**
                 * @description Part of the id, the reference or the voucher number.
                 * @example BB27
                 */
                q?: string;
                /**
                 * @description That wait, or were settled, for this reason.
                 * @example period_closed
                 */
                reason?: string;
                /** @description The revisions of this record alone. */
                recordId?: string;
                /**
                 * @description The revisions of these records alone: up to 100 ids, a line each.
                 * @example r-1
                 *     r-2
                 */
                recordIds?: string;
                /** @description The other way round. */
                reverse?: boolean;
                /**
                 * @description That this run brought to an end.
                 * @example 0192d3a4-0000-7000-8000-000000000001
                 */
                run?: string;
                /** @description The latest approval first, if it is left out; else the greatest amount, the most attempts, the next attempt that comes first, or the latest change. */
                sort?: components["schemas"]["RecordSort"];
                /**
                 * @description Records of this status. Several are named between commas.
                 * @example pending,retry_scheduled
                 */
                status?: string;
                /**
                 * @description Records of this type.
                 * @example expense
                 */
                type?: string;
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
                    "application/json": components["schemas"]["Records"];
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
    readRecord: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
                /** @example r-1 */
                recordId: string;
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
                    "application/json": components["schemas"]["RecordDetail"];
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
                 * @description Begun by this person.
                 * @example user-1
                 */
                actor?: string;
                /**
                 * @description The `next` of the page before.
                 * @example 1795687320000000.0192d3a4-0000-7000-8000-000000000010
                 */
                after?: string;
                /**
                 * @description Begun at this moment or later.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                from?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
                /**
                 * @description What came of them. Several are named between commas.
                 * @example running,ok
                 */
                outcome?: string;
                /**
                 * @description Begun before this moment.
                 * @example 2026-11-01T00:00:00+01:00
                 */
                to?: string;
                /**
                 * @description What began them. Several are named between commas.
                 * @example approval,schedule
                 */
                trigger?: string;
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
    readRun: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
                /** @example run-1 */
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
                    "application/json": components["schemas"]["RunDetail"];
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
    readStatus: {
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
                    "application/json": components["schemas"]["OrganizationStatus"];
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
