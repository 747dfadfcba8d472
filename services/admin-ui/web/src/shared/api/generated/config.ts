// Written by `npm run api` from what the services declare; not to be edited.
export interface paths {
    "/credential-schemas": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The kinds of accounting systems that can be connected. */
        get: operations["listConnectorTypes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/credential-schemas/{type}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What a kind of accounting system needs to be told: enough to draw its form. */
        get: operations["getCredentialSchema"];
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
        /** The organisations that the caller has a role in; all, for a global administrator. */
        get: operations["listOrganizations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who an organisation is, and whether its records are sent. */
        get: operations["getOrganization"];
        /** Enters an organisation, or corrects its name and number. */
        put: operations["saveOrganization"];
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
        /** Who changed what of the settings, and when. */
        get: operations["listChanges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The settings of an organisation, without secrets, and what its mapping lacks. */
        get: operations["getSettings"];
        /** Saves the connector, if it leads to a ledger just now: the target, and those secrets that are set anew. */
        put: operations["saveConnector"];
        post?: never;
        /** Removes the connector and destroys its secrets. Mapping and schedule stay. */
        delete: operations["removeConnector"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/catalogue": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the connected ledger lets be mapped to. */
        get: operations["listCatalogue"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/connection-tests": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether credentials lead to a ledger, within 10 s: what was found there, or the cause. Saves nothing. */
        post: operations["testConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/mapping": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How records are booked, line by line, with what is wrong or missing. */
        get: operations["getMapping"];
        /** Saves how records are booked, as a new version. */
        put: operations["saveMapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/mapping/csv": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** How records are booked, as a table for a spreadsheet. */
        get: operations["exportMapping"];
        /** Saves how records are booked from a table, or nothing of it. */
        put: operations["importMapping"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/mapping/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every version of the mapping that there was. */
        get: operations["listMappingVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/mapping/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One version of the mapping. */
        get: operations["getMappingVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/mapping/versions/{version}/differences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What one version of the mapping books in another way than another. */
        get: operations["compareMappingVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Saves what vouchers are dated by, also where their period is closed, whether free text may leave, and whether vouchers are booked or left as drafts. */
        put: operations["savePolicies"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When records are sent, and the next three times. */
        get: operations["getSchedule"];
        /** Sets when records are sent. */
        put: operations["saveSchedule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/schedule/next-runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The next three times of a schedule that is not saved, or why it cannot be saved. */
        get: operations["tryNextRuns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/connector/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Lets records be sent, or stops them from being sent: then they wait. */
        put: operations["switchConnector"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/secret-reads": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who was given stored secrets in clear, and when. */
        get: operations["listSecretReads"];
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
        Booked: components["schemas"]["CategoryRule"] | string;
        Catalogue: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["CatalogueEntry"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        CatalogueEntry: {
            /** @description Why it cannot be posted to. */
            blocked?: string;
            /** @example 7140 */
            code: string;
            /** @description Of a dimension value: the dimension. */
            dimension?: string;
            /** @example Reisekostnad */
            name: string;
        };
        CategoryRule: {
            /**
             * @description The account that lines of the category are booked to.
             * @example 7140
             */
            account: string;
            /** @description The cost centre of lines that name none. */
            costCenter?: string;
            /** @description The project of lines that name none. */
            project?: string;
            /** @description A VAT code of the ledger. */
            vatCode?: string;
        };
        /** @description Newest first. */
        Change: {
            after: components["schemas"]["ChangedParts"];
            /**
             * Format: date-time
             * @description When.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            before: components["schemas"]["ChangedParts"];
            /**
             * @description The user id of whoever changed it.
             * @example kari@example.no
             */
            by: string;
            /**
             * @description What differs.
             * @example [
             *       "mapping"
             *     ]
             */
            parts: string[];
            /** @example 28512000 */
            version: number;
        };
        ChangedConnector: {
            enabled: boolean;
            reason: string | null;
            secrets: components["schemas"]["ChangedSecret"][];
            sendFrom: string | null;
            /** @description Which ledger is posted to. */
            target: {
                [key: string]: string;
            };
            testedAt: string | null;
            trial?: components["schemas"]["ChangedTrial"] | null;
            type: components["schemas"]["ConnectorType"];
        };
        ChangedMapping: {
            effectiveFrom: string | null;
            version: number;
        };
        ChangedParts: {
            connector?: components["schemas"]["ChangedConnector"] | null;
            mapping?: components["schemas"]["ChangedMapping"] | null;
            name?: string | null;
            organizationNumber?: string | null;
            policies?: components["schemas"]["Policies"] | null;
            /**
             * @description Five fields in Europe/Oslo; null: as soon as records are approved.
             * @example 0 6 * * 1-5
             */
            schedule?: string | null;
        };
        ChangedSecret: {
            expiresAt: string | null;
            field: string;
            /**
             * Format: date-time
             * @description When it was set.
             * @example 2026-11-26T09:42:00.000Z
             */
            setAt: string;
            /**
             * @description The user id of whoever set it.
             * @example kari@example.no
             */
            setBy: string;
        };
        ChangedTrial: {
            /** @example 28512000 */
            version: number;
            waived: components["schemas"]["TrialWaiver"] | null;
        };
        Changes: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["Change"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        Connection: {
            /** @description Whether anything may be sent; looking is allowed always. */
            enabled: boolean;
            /** @description In clear. */
            secrets: {
                [key: string]: string;
            };
            target: {
                [key: string]: string;
            };
            /** @description Changes exactly when the ledger that is posted to does. */
            targetFingerprint: string;
            /** @description The kind of accounting system. */
            type: string;
            /** @description Rises when the target or a secret is changed. */
            version: number;
        };
        ConnectionTest: {
            /** @description Only those that are set anew: one of the secretSets of the credential schema. */
            secrets?: {
                [key: string]: string;
            };
            /** @description Which ledger is posted to: fields of the credential schema whose kind is target. */
            target: {
                [key: string]: string;
            };
            /**
             * @description The kind of accounting system, one of GET /credential-schemas.
             * @example dynamics
             * @enum {unknown}
             */
            type: "dynamics" | "xledger" | "rest";
        } | Record<string, never> | null;
        Connector: {
            /** @example 28512000 */
            credentialsVersion: number;
            enabled: boolean;
            /** @description Why it was disabled. */
            reason?: string;
            secrets: components["schemas"]["SetSecret"][];
            /**
             * Format: date-time
             * @description Records approved earlier are not sent.
             * @example 2026-11-26T09:42:00.000Z
             */
            sendFrom?: string;
            /** @description Which ledger is posted to. */
            target: {
                [key: string]: string;
            };
            targetFingerprint: string;
            /**
             * Format: date-time
             * @description When these credentials were tested and worked.
             * @example 2026-11-26T09:42:00.000Z
             */
            testedAt?: string;
            /**
             * Format: date-time
             * @description When it was enabled or disabled last.
             * @example 2026-11-26T09:42:00.000Z
             */
            toggledAt?: string;
            /**
             * @description The user id of whoever did.
             * @example kari@example.no
             */
            toggledBy?: string;
            trial?: components["schemas"]["Trial"];
            type: components["schemas"]["ConnectorType"];
        };
        ConnectorDraft: {
            /**
             * @description A day or moment by secret, where it is known; null where it is not any more. A certificate says it itself.
             * @example {
             *       "clientSecret": "2027-11-21"
             *     }
             */
            expiresAt?: {
                [key: string]: string | null;
            };
            /** @description Only those that are set anew: one of the secretSets of the credential schema. */
            secrets?: {
                [key: string]: string;
            };
            /** @description Which ledger is posted to: fields of the credential schema whose kind is target. */
            target: {
                [key: string]: string;
            };
            /**
             * @description The kind of accounting system, one of GET /credential-schemas.
             * @example dynamics
             * @enum {unknown}
             */
            type: "dynamics" | "xledger" | "rest";
        };
        ConnectorState: {
            /** @enum {boolean} */
            enabled: true;
            /** @description Why the trial is waived, for those who ask later. */
            reason?: string;
            /**
             * @description ISO 8601. Records approved earlier are not sent. Left out: as the last time; null: everything approved.
             * @example 2026-11-21T10:00:00Z
             */
            sendFrom?: string | null;
            /**
             * @description All records may go at once. Left out: one voucher goes first and is read back.
             * @enum {string}
             */
            trial?: "waive";
        } | {
            /** @enum {boolean} */
            enabled: false;
            /** @description Why, for those who ask later. */
            reason?: string;
        };
        /** @description The kind of accounting system. */
        ConnectorType: "dynamics" | "xledger" | "rest";
        ConnectorTypes: {
            /** @description The kinds that are offered. */
            rows: components["schemas"]["ConnectorType"][];
        };
        /** @description `help` says where to find the value and what it looks like; it is also the remedy where a value is missing or wrong. */
        CredentialField: {
            /** @description A value that would do somewhere, to start from. */
            example?: string;
            /** @description The group that it stands in, by name. */
            group?: string;
            help: components["schemas"]["Words"];
            /** @description Of a target field: whether another value means another ledger, and not only other access to the same one. */
            identifying?: boolean;
            /** @enum {unknown} */
            kind: "target" | "secret";
            label: components["schemas"]["Words"];
            /** @example tenantId */
            name: string;
            /** @description A regular expression that a right value matches, from its beginning to its end. */
            pattern?: string;
            /** @description Seldom needed: a form may fold it away while it is empty. */
            rare?: boolean;
            required: boolean;
            /** @description Counts only where another target field has this value, and says whether it is needed there. */
            when?: {
                field: string;
                is: string;
                required: boolean;
            };
        };
        CredentialGroup: {
            label: components["schemas"]["Words"];
            /** @example look_up */
            name: string;
            /** @description May stay empty as a whole: a form may fold it away. */
            optional: boolean;
        };
        CredentialSchema: {
            fields: components["schemas"]["CredentialField"][];
            /** @description In the order of a form. Left out where the fields are few. */
            groups?: components["schemas"]["CredentialGroup"][];
            /** @description What, beside the account, the ledger has a place for. */
            mappingOptions: ("vatCode" | "costCenter" | "project" | "subledger")[];
            /** @description How vouchers can reach the books: booked, or left as drafts that a person there posts. */
            postingModes: ("book" | "draft")[];
            /** @description Each is a complete set of secrets; exactly one of them is saved. */
            secretSets: string[][];
            /**
             * @description The kind of accounting system.
             * @example dynamics
             * @enum {unknown}
             */
            type: "dynamics" | "xledger" | "rest";
        };
        /** @description The credit account for each kind of payee. */
        Credits: {
            /** @description The credit account for employees. */
            employee?: string;
            /** @description The credit account for everybody else. */
            external?: string;
            /** @description The credit account for volunteers. */
            volunteer?: string;
        };
        /** @description For what neither the line nor the rule of its category says. */
        Defaults: {
            /** @description The cost centre of lines that name none. */
            costCenter?: string;
            /** @description The project of lines that name none. */
            project?: string;
            /** @description A VAT code of the ledger. */
            vatCode?: string;
        };
        Difference: {
            after?: components["schemas"]["Booked"];
            before?: components["schemas"]["Booked"];
            /** @example taxi */
            key?: string;
            /** @example categories */
            part: string;
        };
        Differences: {
            rows: components["schemas"]["Difference"][];
        };
        DimensionName: "costCenter" | "project";
        /** @description What the ledger calls the record's cost centre and project. */
        Dimensions: {
            /** @description The ledger's code for the cost centre dimension. */
            costCenter?: string;
            /** @description The ledger's code for the project dimension. */
            project?: string;
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
        FoundLedger: {
            /** @description How many there are. */
            accounts: number;
            /** @description How many there are. */
            costCentres: number;
            /** @description Left out where the list took too long. */
            firstAccounts?: components["schemas"]["CatalogueEntry"][];
            /** @description Left out where the list took too long. */
            firstCostCentres?: components["schemas"]["CatalogueEntry"][];
            /** @description What the ledger calls itself. */
            name: string;
        };
        Mapping: {
            /** @description How each category is booked. */
            categories: {
                [key: string]: components["schemas"]["CategoryRule"];
            };
            credits: components["schemas"]["Credits"];
            defaults?: components["schemas"]["Defaults"];
            dimensions: components["schemas"]["Dimensions"];
            /**
             * @description The first posting date that is booked so. Left out: all.
             * @example 2026-12-01
             */
            effectiveFrom?: string;
            subledgers?: components["schemas"]["Subledgers"];
            /** @example 7 */
            version: number;
        };
        MappingDraft: {
            /** @description How each category is booked. */
            categories: {
                [key: string]: components["schemas"]["CategoryRule"];
            };
            credits: components["schemas"]["Credits"];
            defaults?: components["schemas"]["Defaults"];
            dimensions: components["schemas"]["Dimensions"];
            /**
             * @description The first posting date that is booked so. Left out: all.
             * @example 2026-12-01
             */
            effectiveFrom?: string;
            policies?: components["schemas"]["Policies"];
            /** @description Why the trial is waived, for those who ask later. */
            reason?: string;
            subledgers?: components["schemas"]["Subledgers"];
            /**
             * @description All records may go at once. Left out: one voucher goes first and is read back.
             * @enum {string}
             */
            trial?: "waive";
            /** @description true saves although the ledger's own lists do not vouch for it. */
            unchecked?: boolean;
        };
        MappingRow: {
            account?: string;
            costCenter?: string;
            /** @description Whether an approved record has used it. */
            inUse: boolean;
            /** @example taxi */
            key: string;
            /** @enum {unknown} */
            kind: "category" | "payee_kind";
            problem?: components["schemas"]["RowProblem"];
            project?: string;
            subledger?: components["schemas"]["SubledgerKind"];
            vatCode?: string;
        };
        MappingTable: {
            /** @description Whether the ledger's lists could be read; else accounts show no problem. */
            checked: boolean;
            mapping: components["schemas"]["Mapping"];
            /** @description What is mapped or in use; what lacks an account comes first. */
            rows: components["schemas"]["MappingRow"][];
            unmapped: components["schemas"]["Unmapped"];
        };
        MappingVersion: {
            /** @description How each category is booked. */
            categories: {
                [key: string]: components["schemas"]["CategoryRule"];
            };
            credits: components["schemas"]["Credits"];
            defaults?: components["schemas"]["Defaults"];
            dimensions: components["schemas"]["Dimensions"];
            /**
             * @description The first posting date that is booked so. Left out: all.
             * @example 2026-12-01
             */
            effectiveFrom?: string;
            /**
             * Format: date-time
             * @description When it was saved.
             * @example 2026-11-26T09:42:00.000Z
             */
            savedAt: string;
            /**
             * @description The user id of whoever saved it.
             * @example kari@example.no
             */
            savedBy: string;
            subledgers?: components["schemas"]["Subledgers"];
            /** @example 7 */
            version: number;
        };
        /** @description Newest first. */
        MappingVersionRow: {
            /**
             * Format: date
             * @example 2026-12-01
             */
            effectiveFrom?: string;
            /**
             * Format: date-time
             * @description When it was saved.
             * @example 2026-11-26T09:42:00.000Z
             */
            savedAt: string;
            /**
             * @description The user id of whoever saved it.
             * @example kari@example.no
             */
            savedBy: string;
            version: number;
        };
        MappingVersions: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["MappingVersionRow"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        NextRuns: {
            nextRuns: string[];
        };
        Organization: {
            /**
             * Format: date-time
             * @description When the settings were changed last.
             * @example 2026-11-26T09:42:00.000Z
             */
            changedAt: string;
            /**
             * @description The user id of whoever changed them.
             * @example kari@example.no
             */
            changedBy: string;
            connectorType?: components["schemas"]["ConnectorType"];
            /** @description Whether records are sent. */
            enabled: boolean;
            /** @example Hørselshemmedes Landsforbund */
            name: string;
            /** @example hlf */
            organizationId: string;
            /** @example 123456785 */
            organizationNumber?: string;
            /**
             * @description The same as the ETag.
             * @example 28512000
             */
            version: number;
        };
        OrganizationDetails: {
            /**
             * @description What people call the organisation: at most 200 characters, none of them a control character or one that changes the direction of writing.
             * @example Hørselshemmedes Landsforbund
             */
            name: string;
            /**
             * @description Nine digits, as Brønnøysundregistrene show it.
             * @example 123456785
             */
            organizationNumber?: string;
        };
        Organizations: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["Organization"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        Policies: {
            /**
             * @description What becomes of a voucher whose period is closed in the ledger: it waits (as from the beginning), or is dated on the first day of the next open period, or today. Saved without: as before.
             * @enum {unknown}
             */
            closedPeriods?: "hold" | "next_open" | "today";
            /** @description For how many days a delivered voucher may wait in the ledger before that is told; left out, three. */
            deliveredDays?: number;
            /** @description Whether the lines' free text may go to the ledger. */
            freeText: boolean;
            /**
             * @description What the voucher is dated by.
             * @enum {unknown}
             */
            postingDate: "approval" | "last_line";
            /**
             * @description Whether vouchers are booked (as from the beginning), or left in the ledger as drafts that a person there posts; one of the postingModes of the credential schema. Saved without: as before.
             * @enum {unknown}
             */
            postingMode?: "book" | "draft";
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
        ReadSettings: {
            /**
             * Format: date-time
             * @description When the settings were changed last.
             * @example 2026-11-26T09:42:00.000Z
             */
            changedAt: string;
            /**
             * @description The user id of whoever changed them.
             * @example kari@example.no
             */
            changedBy: string;
            connector: components["schemas"]["Connector"] | null;
            mapping: components["schemas"]["Mapping"];
            /** @example Hørselshemmedes Landsforbund */
            name: string;
            /** @example hlf */
            organizationId: string;
            /** @example 123456785 */
            organizationNumber?: string;
            policies: components["schemas"]["Policies"];
            /**
             * @description Five fields in Europe/Oslo; null: as soon as records are approved.
             * @example 0 6 * * 1-5
             */
            schedule: string | null;
            unmapped: components["schemas"]["Unmapped"];
            /**
             * @description The same as the ETag.
             * @example 28512000
             */
            version: number;
        };
        RowProblem: {
            /** @example mapping.unmapped */
            code: string;
            message: string;
        };
        ScheduleDraft: {
            /**
             * @description Five fields in Europe/Oslo; null: as soon as records are approved.
             * @example 0 6 * * 1-5
             */
            cron: string | null;
        };
        ScheduleWithRuns: {
            /**
             * @description Five fields in Europe/Oslo; null: as soon as records are approved.
             * @example 0 6 * * 1-5
             */
            cron: string | null;
            nextRuns: string[];
            /** @enum {string} */
            timeZone: "Europe/Oslo";
        };
        /** @description Newest first. */
        SecretRead: {
            /**
             * Format: date-time
             * @description When.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            /**
             * @description The client id of the service that makes calls with them, or the user id of whoever tried a draft with them.
             * @example dynamics-adapter
             */
            by: string;
            connector: components["schemas"]["ConnectorType"];
            /** @description The version that set them last. */
            credentialsVersion: number;
            /** @description Which secrets, by name. */
            fields: string[];
            /** @description In the order of time. */
            id: string;
        };
        SecretReads: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["SecretRead"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        SetSecret: {
            /**
             * Format: date-time
             * @description When it expires, where that is known.
             * @example 2026-11-26T09:42:00.000Z
             */
            expiresAt?: string;
            field: string;
            /**
             * Format: date-time
             * @description When it was set.
             * @example 2026-11-26T09:42:00.000Z
             */
            setAt: string;
            /**
             * @description The user id of whoever set it.
             * @example kari@example.no
             */
            setBy: string;
        };
        Settings: {
            /**
             * Format: date-time
             * @description When the settings were changed last.
             * @example 2026-11-26T09:42:00.000Z
             */
            changedAt: string;
            /**
             * @description The user id of whoever changed them.
             * @example kari@example.no
             */
            changedBy: string;
            connector: components["schemas"]["Connector"] | null;
            mapping: components["schemas"]["Mapping"];
            /** @example Hørselshemmedes Landsforbund */
            name: string;
            /** @example hlf */
            organizationId: string;
            /** @example 123456785 */
            organizationNumber?: string;
            policies: components["schemas"]["Policies"];
            /**
             * @description Five fields in Europe/Oslo; null: as soon as records are approved.
             * @example 0 6 * * 1-5
             */
            schedule: string | null;
            /**
             * @description The same as the ETag.
             * @example 28512000
             */
            version: number;
        };
        SubledgerKind: "supplier" | "employee";
        /** @description Kinds of payee that are credited under their own number in the ledger. */
        Subledgers: {
            /**
             * @description What the number of such a payee is in the ledger.
             * @enum {unknown}
             */
            employee?: "supplier" | "employee";
            /**
             * @description What the number of such a payee is in the ledger.
             * @enum {unknown}
             */
            external?: "supplier" | "employee";
            /**
             * @description What the number of such a payee is in the ledger.
             * @enum {unknown}
             */
            volunteer?: "supplier" | "employee";
        };
        /** @description One voucher goes first and is read back, since this version of the settings. */
        Trial: {
            /** @example 28512000 */
            version: number;
            waived?: components["schemas"]["TrialWaiver"];
        };
        TrialWaiver: {
            /**
             * Format: date-time
             * @description When.
             * @example 2026-11-26T09:42:00.000Z
             */
            at: string;
            /**
             * @description Who waived it.
             * @example kari@example.no
             */
            by: string;
            reason: string;
        };
        Unmapped: {
            categories: string[];
            /** @description What rules in use book on, and the mapping has no dimension of the ledger for. */
            dimensions: components["schemas"]["DimensionName"][];
            payeeKinds: string[];
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
    listConnectorTypes: {
        parameters: {
            query?: never;
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
                    "application/json": components["schemas"]["ConnectorTypes"];
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
    getCredentialSchema: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @description The kind of accounting system. */
                type: string;
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
                    "application/json": components["schemas"]["CredentialSchema"];
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
    listOrganizations: {
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
                    "application/json": components["schemas"]["Organizations"];
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
    getOrganization: {
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
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
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
    saveOrganization: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored. */
                "if-match"?: string;
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
                "application/json": components["schemas"]["OrganizationDetails"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description Default Response */
            201: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
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
    listChanges: {
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
                    "application/json": components["schemas"]["Changes"];
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
    getSettings: {
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
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadSettings"];
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
    saveConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored. */
                "if-match"?: string;
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
                "application/json": components["schemas"]["ConnectorDraft"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
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
    removeConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored. */
                "if-match"?: string;
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
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
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
    listCatalogue: {
        parameters: {
            query: {
                /**
                 * @description The `next` of the page before. Where a list has a `total`: how many rows to pass over.
                 * @example 50
                 */
                after?: string;
                /** @description What to list. */
                kind: "accounts" | "cost_centres" | "dimensions" | "vat_codes" | "suppliers" | "employees";
                /** @description How many rows; at most 500. */
                limit?: number;
                /** @description The beginning of a code or any part of a name, 100 characters at most. */
                q?: string;
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
                    "application/json": components["schemas"]["Catalogue"];
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
    testConnection: {
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
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ConnectionTest"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundLedger"];
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
    getMapping: {
        parameters: {
            query?: {
                /** @description Left out: the newest version. */
                version?: number;
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
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MappingTable"];
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
    saveMapping: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored. */
                "if-match"?: string;
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
                "application/json": components["schemas"]["MappingDraft"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
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
    exportMapping: {
        parameters: {
            query?: {
                /** @description Left out: the newest version. */
                version?: number;
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
            /** @description A table in CSV. */
            200: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
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
    importMapping: {
        parameters: {
            query?: {
                /**
                 * @description The first posting date that is booked so. Left out: all.
                 * @example 2026-12-01
                 */
                effectiveFrom?: string;
                /** @description Why the trial is waived, for those who ask later. */
                reason?: string;
                /** @description All records may go at once. Left out: one voucher goes first and is read back. */
                trial?: "waive";
                /** @description true saves although the ledger's own lists do not vouch for it. */
                unchecked?: boolean;
            };
            header?: {
                /** @description The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored. */
                "if-match"?: string;
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
        /** @description A table in CSV, as GET gives it or as a spreadsheet saves it: in UTF-8, UTF-16 or Windows-1252, separated by ; or , or tabs. Parts that it has no line of stay as they are. */
        requestBody: {
            content: {
                "text/csv": string;
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
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
    listMappingVersions: {
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
                    "application/json": components["schemas"]["MappingVersions"];
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
    getMappingVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
                /** @description The version of the mapping. */
                version: number;
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
                    "application/json": components["schemas"]["MappingVersion"];
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
    compareMappingVersions: {
        parameters: {
            query: {
                /** @description The version to compare with; 0 is the empty mapping. */
                since: number;
            };
            header?: never;
            path: {
                /**
                 * @description The organisation: small letters a-z, digits and hyphens.
                 * @example hlf
                 */
                organizationId: string;
                /** @description The version of the mapping. */
                version: number;
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
                    "application/json": components["schemas"]["Differences"];
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
    savePolicies: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored. */
                "if-match"?: string;
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
                "application/json": components["schemas"]["Policies"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
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
    getSchedule: {
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
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleWithRuns"];
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
    saveSchedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored. */
                "if-match"?: string;
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
                "application/json": components["schemas"]["ScheduleDraft"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleWithRuns"];
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
    tryNextRuns: {
        parameters: {
            query: {
                /**
                 * @description Five fields in Europe/Oslo.
                 * @example 0 6 * * 1-5
                 */
                cron: string;
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
                    "application/json": components["schemas"]["NextRuns"];
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
    switchConnector: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored. */
                "if-match"?: string;
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
                "application/json": components["schemas"]["ConnectorState"];
            };
        };
        responses: {
            /** @description Default Response */
            200: {
                headers: {
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Settings"];
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
    listSecretReads: {
        parameters: {
            query?: {
                /** @description The `next` of the page before. */
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
                    "application/json": components["schemas"]["SecretReads"];
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
