// Written by `npm run api` from what the services declare; not to be edited.
export interface paths {
    "/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The alerts of the organisations that the caller has a role in, newest first; all, and those of the platform, for a global administrator. */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{alertId}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One alert, with the first of its records. */
        get: operations["getAlert"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{alertId}/acknowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks an alert as seen, for everybody to see. Of `posted_twice` it says that what the ledger holds twice was seen to, and `If-Match` has to name the version that was read. */
        post: operations["acknowledgeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{alertId}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Marks an alert as read by the caller. */
        post: operations["readAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{alertId}/records": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The records that an alert is about, those first that are still not right. */
        get: operations["listAlertedRecords"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/alerts/{alertId}/snooze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Hides an alert for some hours; it calls again if it is open then. */
        post: operations["snoozeAlert"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/organizations/{organizationId}/thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When an organisation wants to be called. */
        get: operations["getThresholds"];
        /** Sets when an organisation wants to be called; what is left out is as the platform has it. */
        put: operations["saveThresholds"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/thresholds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When organisations are called that have not chosen for themselves. */
        get: operations["getPlatformThresholds"];
        /** Sets when organisations are called that have not chosen for themselves. */
        put: operations["savePlatformThresholds"];
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
        Alert: {
            /**
             * Format: date-time
             * @description When somebody marked it as seen.
             * @example 2026-11-26T09:42:00.000Z
             */
            acknowledgedAt?: string;
            acknowledgedBy?: string;
            /** @description Records; of the platform, organisations or messages. */
            affected: number;
            /** @description The fingerprint of a failure, or a word. */
            cause: string;
            how?: components["schemas"]["AlertEnd"];
            id: string;
            /** @description Whether the caller has read it as it is now. */
            isRead: boolean;
            /** @description It comes back again and again. */
            isUnstable: boolean;
            /** @description The page with the affected records, as a path. */
            link: string;
            /** @description The rule whose open alert says it already: nobody was told of this one. */
            mutedBy?: string;
            /** @description Left out where it is of the platform. */
            organizationId?: string;
            organizationName?: string;
            /** @description Those that an alert of the platform sums up. */
            organizations?: components["schemas"]["NamedOrganization"][];
            /**
             * Format: date-time
             * @description When what it is raised for came true.
             * @example 2026-11-26T09:42:00.000Z
             */
            raisedAt: string;
            /** @description Those of them that are still not right. */
            remaining: number;
            /**
             * Format: date-time
             * @description When it came right.
             * @example 2026-11-26T09:42:00.000Z
             */
            resolvedAt?: string;
            rule: components["schemas"]["AlertRule"];
            snoozedBy?: string;
            /**
             * Format: date-time
             * @description When it calls again if it is still open.
             * @example 2026-11-26T09:42:00.000Z
             */
            snoozedUntil?: string;
            state: components["schemas"]["AlertState"];
            /** @description A sentence in the caller's language. */
            text: string;
            /**
             * @description Of what it says now: the ETag, for the `If-Match` of what a person does.
             * @example 0f3a9c52d1e84b76
             */
            version: string;
        };
        AlertedRecord: {
            /**
             * Format: date-time
             * @description Since when it was not right.
             * @example 2026-11-26T09:42:00.000Z
             */
            beganAt: string;
            /**
             * Format: date-time
             * @description When it came right.
             * @example 2026-11-26T09:42:00.000Z
             */
            clearedAt?: string;
            /** @description What it became: posted, delivered, handled, or something else. */
            clearedBy?: string;
            recordId: string;
            revision: number;
        };
        AlertedRecords: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["AlertedRecord"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        /** @description Proved: each record is posted, delivered or handled, or the thing itself works again. Moved: some records now fail for another cause. Switched off: nothing is sent any more, and nothing was mended. Withdrawn: by other thresholds, or by what is known now, it is none. By person: somebody says that it was seen to, which nothing else can tell. */
        AlertEnd: "proved" | "moved" | "switched_off" | "withdrawn" | "by_person";
        /** @description What an alert is raised for; those from `organizations` on are of the platform. */
        AlertRule: "third_failure" | "final_failure" | "error_rate" | "waiting" | "stalled" | "late_delivery" | "expiring_secret" | "suspended" | "posted_twice" | "broken_log" | "organizations" | "second_vouchers" | "broken_logs" | "secrets" | "consumer_lag" | "dead_letters" | "topic_settings";
        Alerts: {
            /**
             * @description Ask with it as `after` for the page behind this one; null at the end.
             * @example 50
             */
            next: string | null;
            rows: components["schemas"]["Alert"][];
            /**
             * @description Of all pages, where they are counted.
             * @example 120
             */
            total?: number;
        };
        AlertState: "open" | "muted" | "acknowledged" | "snoozed" | "resolved";
        AlertWithRecords: {
            /**
             * Format: date-time
             * @description When somebody marked it as seen.
             * @example 2026-11-26T09:42:00.000Z
             */
            acknowledgedAt?: string;
            acknowledgedBy?: string;
            /** @description Records; of the platform, organisations or messages. */
            affected: number;
            /** @description The fingerprint of a failure, or a word. */
            cause: string;
            how?: components["schemas"]["AlertEnd"];
            id: string;
            /** @description Whether the caller has read it as it is now. */
            isRead: boolean;
            /** @description It comes back again and again. */
            isUnstable: boolean;
            /** @description The page with the affected records, as a path. */
            link: string;
            /** @description The rule whose open alert says it already: nobody was told of this one. */
            mutedBy?: string;
            /** @description Left out where it is of the platform. */
            organizationId?: string;
            organizationName?: string;
            /** @description Those that an alert of the platform sums up. */
            organizations?: components["schemas"]["NamedOrganization"][];
            /**
             * Format: date-time
             * @description When what it is raised for came true.
             * @example 2026-11-26T09:42:00.000Z
             */
            raisedAt: string;
            /** @description At most 100, those first that are still not right. */
            records: components["schemas"]["AlertedRecord"][];
            /** @description Those of them that are still not right. */
            remaining: number;
            /**
             * Format: date-time
             * @description When it came right.
             * @example 2026-11-26T09:42:00.000Z
             */
            resolvedAt?: string;
            rule: components["schemas"]["AlertRule"];
            snoozedBy?: string;
            /**
             * Format: date-time
             * @description When it calls again if it is still open.
             * @example 2026-11-26T09:42:00.000Z
             */
            snoozedUntil?: string;
            state: components["schemas"]["AlertState"];
            /** @description A sentence in the caller's language. */
            text: string;
            /**
             * @description Of what it says now: the ETag, for the `If-Match` of what a person does.
             * @example 0f3a9c52d1e84b76
             */
            version: string;
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
        NamedOrganization: {
            name: string;
            organizationId: string;
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
        Snooze: {
            /** @description For how long: 1, 4 or 24 hours. */
            hours: 1 | 4 | 24;
        };
        Thresholds: {
            /**
             * Format: date-time
             * @description When they were saved.
             * @example 2026-11-26T09:42:00.000Z
             */
            changedAt?: string;
            changedBy?: string;
            chosen: components["schemas"]["ThresholdValues"];
            /** @description More failed attempts than so many within 24 hours raise an alert. */
            errorsPerDay: number;
            otherwise: components["schemas"]["ThresholdValues"];
            /** @description So many days before a secret expires an alert is raised. */
            secretDays: number;
            /** @description For `If-Match`; 0 where nobody has chosen yet. */
            version: number;
            /** @description Records that wait for longer raise an alert, and nothing posted for so long. */
            waitingHours: number;
        };
        ThresholdValues: {
            /** @description More failed attempts than so many within 24 hours raise an alert. */
            errorsPerDay?: number;
            /** @description So many days before a secret expires an alert is raised. */
            secretDays?: number;
            /** @description Records that wait for longer raise an alert, and nothing posted for so long. */
            waitingHours?: number;
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
    listAlerts: {
        parameters: {
            query?: {
                /**
                 * @description The `next` of the page before. Where a list has a `total`: how many rows to pass over.
                 * @example 50
                 */
                after?: string;
                /** @description How many rows; at most 500. */
                limit?: number;
                /** @description Only those of this organisation. */
                organizationId?: string;
                state?: components["schemas"]["AlertState"];
                /** @description Only those that the caller has not read, or has read. */
                unread?: boolean;
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
                    "application/json": components["schemas"]["Alerts"];
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
    getAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The alert.
                 * @example 5f0c3c1d-7d1f-8f7a-aa0f-5d9b0c1e2a3b
                 */
                alertId: string;
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
                    "application/json": components["schemas"]["AlertWithRecords"];
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
    acknowledgeAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the alert that the person saw. Where it has changed since, it is refused. It may be left out but where `posted_twice` is acknowledged. */
                "if-match"?: string;
            };
            path: {
                /**
                 * @description The alert.
                 * @example 5f0c3c1d-7d1f-8f7a-aa0f-5d9b0c1e2a3b
                 */
                alertId: string;
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
                    "application/json": components["schemas"]["Alert"];
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
    readAlert: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /**
                 * @description The alert.
                 * @example 5f0c3c1d-7d1f-8f7a-aa0f-5d9b0c1e2a3b
                 */
                alertId: string;
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
                    "application/json": components["schemas"]["Alert"];
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
    listAlertedRecords: {
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
                 * @description The alert.
                 * @example 5f0c3c1d-7d1f-8f7a-aa0f-5d9b0c1e2a3b
                 */
                alertId: string;
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
                    "application/json": components["schemas"]["AlertedRecords"];
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
    snoozeAlert: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag of the alert that the person saw. Where it has changed since, it is refused. It may be left out but where `posted_twice` is acknowledged. */
                "if-match"?: string;
            };
            path: {
                /**
                 * @description The alert.
                 * @example 5f0c3c1d-7d1f-8f7a-aa0f-5d9b0c1e2a3b
                 */
                alertId: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Snooze"];
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
                    "application/json": components["schemas"]["Alert"];
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
    getThresholds: {
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
                    "application/json": components["schemas"]["Thresholds"];
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
    saveThresholds: {
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
                "application/json": components["schemas"]["ThresholdValues"];
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
                    "application/json": components["schemas"]["Thresholds"];
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
    getPlatformThresholds: {
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
                    /** @description The version of what is answered, for the If-Match of a change. */
                    etag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Thresholds"];
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
    savePlatformThresholds: {
        parameters: {
            query?: never;
            header?: {
                /** @description The ETag that the change was made from. A change made from an older one is refused; without it the change is made to whatever is stored. */
                "if-match"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ThresholdValues"];
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
                    "application/json": components["schemas"]["Thresholds"];
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
