# Makes up an account's month, 100,000 clicks, conversions and events under changing settings, tiers, commissions and caps,
# and works out apart from the sandbox what each of them earns and what every cap counts: in decimal arithmetic, from the
# wire objects (Everflow reference, sections 2, 3, 9, 10, 11) and the readings that docs/sandbox.md states.
#
#   ledger_reference.py ACCOUNT.json DATABASE EVENTS STAGES > script
#
# The script is lines of a word and its text:
#   stage SECONDS            the clock stands there from now on
#   write METHOD PATH BODY   must be answered 200
#   events BODY              the body of POST /sandbox/events
#   decided ...              outcome, payout and revenue of each of its events
#   count OWNER ...          sixteen counters at the end of a stage, in millionths
#   report OFFER AFFILIATE   what the entity report says of 2026 in UTC
import json
import sys

from ledger_month import Month
from ledger_rules import Network

with open(sys.argv[1]) as file:
    account = json.load(file)
Month(Network(account, sys.argv[2])).run(int(sys.argv[3]), int(sys.argv[4]), account["start"])
