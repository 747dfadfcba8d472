#!/usr/bin/env bash
# Usage, while a stack runs: docs/how-to/schemathesis.sh SERVICE [options of schemathesis]
set -euo pipefail
service=$1
shift
read -r url token < <(node -e '
  const { readFileSync } = require("node:fs")
  const [service] = process.argv.slice(1)
  const { services, oidc } = JSON.parse(readFileSync(".bilagsbro/stack.json", "utf8"))
  // People have no business with adapters: config and the orchestrator ask them.
  const { clientId, clientSecret } =
    service.endsWith("-adapter") ? oidc.services.config : oidc.users["demo-global-admin"]
  const request = {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`${clientId}:${clientSecret}`)}` },
    body: new URLSearchParams({ grant_type: "client_credentials", resource: oidc.resource }),
  }
  fetch(oidc.tokenEndpoint, request)
    .then((answer) => answer.json())
    .then((told) => console.log(services[service].url, told.access_token))' "$service")
exec "${SCHEMATHESIS:-schemathesis}" --config-file "$(dirname "$0")/schemathesis.toml" run "$url/openapi.json" \
  --header "Authorization: Bearer $token" --request-timeout 60 --phases examples,coverage,fuzzing \
  --exclude-operation-id followOrganization --exclude-operation-id followOrganizations "$@"
