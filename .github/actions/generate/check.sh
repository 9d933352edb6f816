#!/usr/bin/env bash
# Runs `docwright generate --check` in a step of a workflow: the difference goes to the log and to the job's summary, the
# outcome to the output `stale`. The status is that of docwright: 0 up to date, 1 stale, 2 could not be done.
set -uo pipefail

read -ra arguments <<<"${DOCWRIGHT_ARGUMENTS:-}"
if [[ -n ${DOCWRIGHT_CONFIG:-} ]]; then
    arguments+=(--config "$DOCWRIGHT_CONFIG")
fi
differs=$("${DOCWRIGHT:-docwright}" generate --check "${arguments[@]}")
status=$?
case $status in
0) echo "stale=false" >>"$GITHUB_OUTPUT" ;;
1)
    printf '%s\n' "$differs"
    echo "::error title=The generated crate is stale::Run docwright generate and commit what it writes."
    echo "stale=true" >>"$GITHUB_OUTPUT"
    {
        echo "### The generated crate is stale"
        echo
        echo "Run \`docwright generate\` and commit what it writes."
        echo
        # Four backticks: what is generated holds three in its documentation.
        echo '````diff'
        printf '%s\n' "$differs"
        echo '````'
    } >>"$GITHUB_STEP_SUMMARY"
    ;;
*) echo "::error title=docwright could not run::See the log of this step." ;;
esac
exit "$status"
