#!/bin/sh
# For any build server: installs projguard away from everything else, checks, and leaves reports in PROJGUARD_REPORTS.
# Usage: ci/projguard.sh [PATH...]. The status is that of `projguard check`: 0 clear, 1 gaps, 2 to 5 could not be checked.
set -eu
reports=${PROJGUARD_REPORTS:-projguard-reports}
home=$(mktemp -d)
trap 'rm -rf "$home"' EXIT
mkdir -p "$reports"
python3 -m venv "$home"
"$home/bin/pip" install --quiet --disable-pip-version-check "${PROJGUARD_PACKAGE:-projguard}"
"$home/bin/projguard" check --gate "${PROJGUARD_GATE:-ci}" --format text \
  --format "junit:$reports/projguard.xml" --format "html:$reports/projguard.html" -- "${@:-.}"
