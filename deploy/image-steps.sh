#!/bin/sh
# What is in the image: the sources of the services and their packages, and production dependencies.
# Runs in the Dockerfile, and on any machine to check it: deploy/image-steps.sh SOURCE EMPTY_FOLDER
set -eu
source=$1
target=$2

mkdir -p "$target"
cd "$source"
# Sources, manifests and the lockfile; no tests, no documents.
find package.json pnpm-workspace.yaml pnpm-lock.yaml packages services \
  -name node_modules -prune -o -type f \
  ! -name '*.test.ts' ! -name '*.contract.ts' ! -name '*.md' -print |
  tar -cf - -T - | tar -xf - -C "$target"

cd "$target"
pnpm install --prod --frozen-lockfile --ignore-scripts
