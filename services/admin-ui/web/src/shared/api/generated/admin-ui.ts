// Written by `npm run api` from what the services declare; not to be edited.
export interface paths {
    "/auth/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in, with which roles, and until when. Reading it extends nothing. */
        get: operations["readSession"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/session/extension": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that the person is there: the hour without use begins anew.
         * @description Refused with 403 without the header x-bilagsbro-page, or from another site.
         */
        post: operations["extendSession"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/auth/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the session here; the address that is answered ends it at the provider.
         * @description Refused with 403 without the header x-bilagsbro-page, or from another site.
         */
        post: operations["signOut"];
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
        HeldRole: {
            organizationId?: string;
            role: components["schemas"]["Role"];
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
        /** @enum {unknown} */
        Role: "global_admin" | "org_admin" | "org_support" | "auditor";
        Session: {
            /** @description false where eight hours are over then. */
            extendable: boolean;
            name?: string;
            roles: components["schemas"]["HeldRole"][];
            /** @description Until the session ends if nobody does anything. */
            secondsLeft: number;
            userId: string;
        };
        SessionLeft: {
            /** @description false where eight hours are over then. */
            extendable: boolean;
            /** @description Until the session ends if nobody does anything. */
            secondsLeft: number;
        };
        SignedOut: {
            location: string;
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
    readSession: {
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
                    "application/json": components["schemas"]["Session"];
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
    extendSession: {
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
                    "application/json": components["schemas"]["SessionLeft"];
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
    signOut: {
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
                    "application/json": components["schemas"]["SignedOut"];
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
